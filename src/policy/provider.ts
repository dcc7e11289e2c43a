import type { z } from 'zod';
import type { Authentication, Dialect, ModelConfiguration, ProviderConfiguration } from './configuration.ts';
import { OBEDIENT } from './configuration.ts';
import type { Path } from './document.ts';
import { checkEndpoint } from './endpoint.ts';
import type { Problems } from './problems.ts';
import { nameOf } from './problems.ts';
import type { modelSchema, providerSchema } from './schema.ts';
import { quoted } from './secret.ts';
import type { SecretSources } from './secret-source.ts';
import { resolveSecret } from './secret-source.ts';
import { nearestName } from './suggest.ts';

export type ProviderEntry = z.output<typeof providerSchema>;

const PROVIDER = { builtIn: OBEDIENT, sends: 'prompts and the key', remedy: ', use `query`' } as const;

/** Builds a provider from its entry; undefined when anything was reported. */
export function readProvider(
  name: string,
  entry: ProviderEntry,
  sources: SecretSources,
  now: number,
  problems: Problems,
): ProviderConfiguration | undefined {
  const path = ['providers', name];
  const dialects = readDialects(entry, path, problems);
  const isReachable = checkEndpoint(
    { ...entry, url: entry.base_url, urlKey: 'base_url', ...PROVIDER },
    path,
    now,
    problems,
  );
  const key = entry.key === undefined ? undefined : resolveSecret(entry.key, [...path, 'key'], sources, problems);
  const authentication = readAuthentication(entry, dialects, path, problems);
  if (dialects === undefined || !isReachable || authentication === undefined) return undefined;
  if (entry.key !== undefined && key === undefined) return undefined;
  return {
    name,
    dialects,
    baseUrl: entry.base_url.replace(/\/$/, ''),
    key,
    authentication,
    timeoutMs: entry.timeout,
    connectTimeoutMs: entry.connect_timeout,
    retries: entry.retries,
    query: entry.query,
  };
}

/** Builds a model; its provider must exist. `known` are the names of the file, `built` those without a fault. */
export function readModel(
  alias: string,
  entry: z.output<typeof modelSchema>,
  known: readonly string[],
  built: ReadonlyMap<string, ProviderConfiguration>,
  problems: Problems,
): ModelConfiguration | undefined {
  const { parameters, model } = entry;
  const provider = built.get(entry.provider);
  if (!known.includes(entry.provider)) {
    const near = nearestName(entry.provider, known);
    const message = `unknown provider ${quoted(entry.provider)}, name it under \`providers\``;
    problems.add('provider-unknown', message, ['models', alias, 'provider'], 'value', near);
  }
  if (provider === undefined) return undefined;
  return { alias, provider, model, parameters: { n: parameters.n.max, logprobs: parameters.logprobs } };
}

function readDialects(entry: ProviderEntry, path: Path, problems: Problems): readonly Dialect[] | undefined {
  const { dialect, dialects } = entry;
  if (dialect !== undefined && dialects !== undefined)
    problems.add(
      'option-inert',
      `${nameOf(path)} has \`dialect\` and \`dialects\`, keep one`,
      [...path, 'dialect'],
      'key',
    );
  else if (dialect !== undefined) return [dialect];
  else if (dialects !== undefined && new Set(dialects).size === dialects.length) return dialects;
  else if (dialects !== undefined)
    problems.add('value-invalid', `${nameOf([...path, 'dialects'])} names one twice`, [...path, 'dialects']);
  else problems.add('key-missing', `${nameOf(path)} needs \`dialect\``, path, 'key');
  return undefined;
}

const BY_DIALECT = { openai: 'bearer', anthropic: 'x-api-key' } as const satisfies Record<Dialect, Authentication>;

function readAuthentication(
  entry: ProviderEntry,
  dialects: readonly Dialect[] | undefined,
  path: Path,
  problems: Problems,
): Authentication | undefined {
  const isOpen = entry.base_url === OBEDIENT || entry.authentication === 'none';
  if (isOpen && entry.key !== undefined)
    problems.add(
      'option-inert',
      `\`key\` has no effect in ${nameOf(path)}, which sends none, remove it`,
      [...path, 'key'],
      'key',
    );
  if (entry.base_url === OBEDIENT && entry.authentication !== undefined && entry.authentication !== 'none')
    problems.add(
      'option-inert',
      `\`authentication\` has no effect in ${nameOf(path)}, remove it`,
      [...path, 'authentication'],
      'key',
    );
  if (isOpen) return 'none';
  if (entry.key === undefined)
    problems.add('key-missing', `${nameOf(path)} needs \`key\`, or \`authentication: none\``, path, 'key');
  if (entry.authentication !== undefined) return entry.authentication;
  if (dialects?.length === 1 && dialects[0] !== undefined) return BY_DIALECT[dialects[0]];
  if (dialects !== undefined)
    problems.add(
      'authentication-unclear',
      `${nameOf(path)} speaks two dialects, say how it authenticates with \`authentication\``,
      path,
      'key',
    );
  return undefined;
}
