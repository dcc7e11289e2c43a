import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CORES, startServer } from './server.mjs';

const COMMAND = fileURLToPath(new URL('../../bin/ringfort', import.meta.url));
const CATALOG = new URL('../../dist/controls/index.js', import.meta.url);

/**
 * Starts Ringfort as an operator would: a policy file and `ringfort serve --demo`, which makes a key. `profile` is `off`
 * (every control switched off by name), `inline` (those that need a classifier switched off) or `enforced` (nothing said: every
 * control enforces with its defaults, the encoder at work). Both keep the
 * ledger, authentication, limits and strict parsing. Where a policy without any control is refused, `off` keeps the smallest
 * one that lets it start, and says which in `kept`.
 */
export async function startRingfort(profile, providerPort, port) {
  const { CATALOG: controls } = await import(CATALOG.href);
  if (profile === 'enforced') return start([], providerPort, port);
  const learned = controls.filter(({ needs }) => needs.includes('classifier'));
  if (profile === 'inline') return start(learned, providerPort, port);
  try {
    return await start(controls, providerPort, port);
  } catch (problem) {
    if (!String(problem).includes('coverage-hole')) throw problem;
    const outward = controls.filter(({ crossings }) => crossings.includes('interface.response'));
    const kept = outward.toSorted((left, right) => left.crossings.length - right.crossings.length)[0];
    return {
      ...(await start(
        controls.filter((control) => control !== kept),
        providerPort,
        port,
      )),
      kept: kept.id,
    };
  }
}

async function start(off, providerPort, port) {
  const folder = mkdtempSync(join(tmpdir(), 'ringfort-bench-'));
  const config = join(folder, 'ringfort.yaml');
  writeFileSync(config, policy(off, providerPort, port));
  const server = await startServer([COMMAND, 'serve', '--demo', '--config', config], { cores: CORES.server });
  const key = /sk-rf-[A-Za-z0-9_-]+/.exec(server.output)?.[0];
  if (key === undefined) throw new Error('`ringfort serve --demo` printed no key');
  return { server, port, key, folder };
}

function policy(off, providerPort, port) {
  const lines = off.map(
    ({ id }) => `  ${id}: {mode: off, reason: "the yardstick of the benchmark", expires: "${dayAhead()}"}`,
  );
  return `ringfort: policy/v1
listeners:
  traffic: {address: "127.0.0.1:${port}"}
  admin: {address: "127.0.0.1:${port + 1}"}
providers:
  mock: {dialect: openai, base_url: "http://127.0.0.1:${providerPort}/v1", authentication: none}
models:
  fast: {provider: mock, model: mock-fast}
  paced: {provider: mock, model: mock-paced}
${lines.length === 0 ? '' : `detectors: {encoder: off}\ncontrols:\n${lines.join('\n')}\n`}`;
}

/** Opt-outs need a day; two months keep the start from warning. */
function dayAhead() {
  return new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
}
