import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CORES, startServer } from './server.mjs';

const COMMAND = fileURLToPath(new URL('../../bin/ringfort', import.meta.url));
const CATALOG = new URL('../../dist/controls/index.js', import.meta.url);

/**
 * Starts Ringfort as an operator would: a policy file, a key, `ringfort serve`. `profile` is `off` (every control switched
 * off by name) or `enforced` (nothing said: every control enforces with its defaults). Both keep the ledger, authentication,
 * limits and strict parsing.
 */
export async function startRingfort(profile, providerPort, port) {
  const folder = mkdtempSync(join(tmpdir(), 'ringfort-bench-'));
  const config = join(folder, 'ringfort.yaml');
  writeFileSync(config, await policy(profile, providerPort, port));
  const key = createKey(config);
  const server = await startServer([COMMAND, 'serve', '--config', config], { cores: CORES.server });
  return { server, port, key, folder };
}

async function policy(profile, providerPort, port) {
  const { CATALOG: controls } = await import(CATALOG.href);
  const lines =
    profile === 'off'
      ? controls.map(
          ({ id }) => `  ${id}: {mode: off, reason: "the yardstick of the benchmark", expires: "${dayAhead()}"}`,
        )
      : [];
  return `ringfort: policy/v1
listeners:
  traffic: {address: "127.0.0.1:${port}"}
  admin: {address: "127.0.0.1:${port + 1}"}
providers:
  mock: {dialect: openai, base_url: "http://127.0.0.1:${providerPort}/v1", authentication: none}
models:
  fast: {provider: mock, model: mock-fast}
  paced: {provider: mock, model: mock-paced}
${lines.length === 0 ? '' : `controls:\n${lines.join('\n')}\n`}`;
}

/** Opt-outs need a day; a week is enough for a benchmark. */
function dayAhead() {
  return new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
}

function createKey(config) {
  const output = execFileSync(
    process.execPath,
    [COMMAND, 'key', 'create', '--config', config, '--name', 'bench', '--model', '*'],
    { encoding: 'utf8' },
  );
  const key = /sk-rf-[A-Za-z0-9_-]+/.exec(output)?.[0];
  if (key === undefined) throw new Error('`ringfort key create` printed no key');
  return key;
}
