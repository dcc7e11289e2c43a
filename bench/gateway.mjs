// What Ringfort costs beside a plain proxy, in one run: latency, throughput, CPU, first token, hold-back, memory.
// usage: node bench/gateway.mjs [--quick] [--plain] [--page PATH]
//   --quick  one short round (under 40 s) instead of three (under 4 minutes); writes no page unless --page is given
//   --plain  the plain proxy only: tries the harness itself, on a checkout that is not built
//   --page   where to write the result; docs/performance.md unless given
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { busyShare, describeMachine } from './gateway/machine.mjs';
import { measureRound, memoryOfChat, summarise } from './gateway/measure.mjs';
import { renderReport, writePage } from './gateway/report.mjs';
import { startRingfort } from './gateway/ringfort.mjs';
import { CORES, pinSelf, startServer } from './gateway/server.mjs';

const options = process.argv.slice(2);
const isQuick = options.includes('--quick');
const pageAt = options.indexOf('--page');
const page = pageAt >= 0 ? options[pageAt + 1] : fileURLToPath(new URL('../docs/performance.md', import.meta.url));
const rounds = isQuick ? 1 : 3;
const scale = isQuick ? 0.4 : 1;
const WARM_UP = 0.2;
const FIRST_PORT = 41_700;

const program = (name) => fileURLToPath(new URL(`./gateway/${name}.mjs`, import.meta.url));
const isWatched = process.stderr.isTTY === true;
const started = performance.now();
const say = (text) => {
  if (isWatched) process.stderr.write(`\r\x1b[2K${((performance.now() - started) / 1_000).toFixed(0)} s  ${text}`);
};

const busy = busyShare();
pinSelf(CORES.others);
const running = [];
const folders = [];
try {
  const provider = await start('provider', [program('mock')], CORES.others);
  const targets = [
    { ...(await start('plain', [program('proxy'), `http://127.0.0.1:${provider.port}`], CORES.server)), key: 'none' },
  ];
  if (!options.includes('--plain')) {
    for (const [index, profile] of ['off', 'inline', 'enforced'].entries()) {
      say(`starting Ringfort, controls ${profile}`);
      const ringfort = await startRingfort(profile, provider.port, FIRST_PORT + index * 2);
      running.push(ringfort.server);
      folders.push(ringfort.folder);
      targets.push({ ...ringfort, name: profile });
    }
  }
  const chatMemory = {};
  for (const target of targets) {
    say(`${target.name}: memory of chat`);
    chatMemory[target.name] = await memoryOfChat(target, provider, scale);
  }
  for (const target of targets)
    await measureRound(target, provider, WARM_UP, (what) => say(`warming ${target.name}: ${what}`));
  const measured = Object.fromEntries(targets.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const target of inTurn(targets, round)) {
      measured[target.name].push(
        await measureRound(target, provider, scale, (what) =>
          say(`round ${round} of ${rounds}, ${target.name}: ${what}`),
        ),
      );
    }
  }
  say('');
  const results = Object.fromEntries(targets.map(({ name }) => [name, summarise(measured[name], chatMemory[name])]));
  const report = renderReport({
    machine: describeMachine(),
    rounds,
    isQuick,
    results,
    controls: await controlIds(),
    busy,
    kept: targets.find(({ kept }) => kept !== undefined)?.kept,
  });
  process.stdout.write(`${isWatched ? '\r\x1b[2K' : ''}${report.split('\n').slice(1, -2).join('\n')}\n`);
  if (!isQuick || pageAt >= 0) writePage(page, report);
} finally {
  await Promise.all(running.map((server) => server.stop()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

async function start(name, args, cores) {
  const server = await startServer(args, { cores });
  running.push(server);
  return { name, server, port: Number(server.ready.split(' ')[1]) };
}

/** Another first one each round, so that no target always meets the machine in the same state. */
function inTurn(targets, round) {
  const first = round % targets.length;
  return [...targets.slice(first), ...targets.slice(0, first)];
}

async function controlIds() {
  if (options.includes('--plain')) return [];
  const { CATALOG } = await import(new URL('../dist/controls/index.js', import.meta.url).href);
  return CATALOG.filter(({ needs }) => !needs.includes('classifier')).map(({ id }) => id);
}
