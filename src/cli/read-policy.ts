import { readFileSync } from 'node:fs';
import { CATALOG } from '../controls/index.ts';
import { type Configuration, loadConfiguration } from '../policy/index.ts';
import { CliError } from './error.ts';
import type { Terminal } from './terminal.ts';

/**
 * A policy for a command that calls no provider: it says where things are and what stands where. Secrets are not looked
 * up, so that nobody needs the provider's key to read a decision.
 */
export function policyWithoutSecrets(file: string, terminal: Terminal): Configuration {
  const loaded = loadConfiguration({
    file,
    text: textOf(file),
    controls: CATALOG,
    environment: EVERY_NAME,
    now: Date.now(),
    readFile: () => 'unread',
    readCard: (path) => readFileSync(path, 'utf8'),
  });
  if (loaded.ok) return loaded.configuration;
  for (const problem of loaded.problems) terminal.error(problem.toDisplay());
  throw new CliError('configuration-refused', `\`${file}\` cannot be used, name another policy with --config`);
}

/** Every control with its defaults, as a policy that says nothing about any of them. */
export function defaultPolicy(): Configuration {
  const loaded = loadConfiguration({
    file: 'defaults',
    text: SMALLEST_POLICY,
    controls: CATALOG,
    environment: {},
    now: Date.now(),
  });
  if (!loaded.ok) throw new TypeError(`the smallest policy has a problem: ${loaded.problems[0].toDisplay()}`);
  return loaded.configuration;
}

const SMALLEST_POLICY = `ringfort: policy/v1
providers: { none: { dialects: [openai, anthropic], base_url: "ringfort:obedient" } }
models: { none: { provider: none, model: none } }
`;

/** An environment that has every variable, with a value that nothing uses. */
const EVERY_NAME: Readonly<Record<string, string>> = new Proxy(
  {},
  {
    get: () => 'unread',
    has: () => true,
    getOwnPropertyDescriptor: () => ({ value: 'unread', configurable: true, enumerable: true }),
  },
);

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
