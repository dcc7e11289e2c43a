// How long the encoder takes for rows of several lengths, what its process weighs, and how late the caller's event loop is
// meanwhile. Reads the built room: run `npm run build` first.
// usage: node bench/encoder.mjs [seconds per row] [path of the weights] [path of the built room]
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const models = fileURLToPath(new URL('../models', import.meta.url));
const [seconds = '3', weights = shippedWeights(), room = join(models, '../dist/inference/encoder/index.js')] =
  process.argv.slice(2);
if (weights === undefined) {
  console.log('encoder: no weights in models/, name a file: node bench/encoder.mjs 3 weights.onnx');
  process.exit(0);
}
const { openEncoder } = await import(pathToFileURL(room).href);

function shippedWeights() {
  if (!existsSync(models)) return undefined;
  const name = readdirSync(models, { recursive: true }).find((path) => path.endsWith('.onnx'));
  return name === undefined ? undefined : join(models, name);
}

/** Rows that differ, since the same row twice is judged once. */
const rowOf = (length) => Int32Array.from({ length }, () => 1_000 + Math.floor(Math.random() * 10_000));
const rowsOf = (count, length) => Array.from({ length: count }, () => rowOf(length));

function quantile(values, share) {
  const sorted = values.toSorted((left, right) => left - right);
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(2));
}

/** Memory of the processes that this one started, in MB; only where there is /proc. */
function childMemory() {
  if (!existsSync('/proc')) return Number.NaN;
  const statuses = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/status`))
    .map((name) => readFileSync(`/proc/${name}/status`, 'utf8'));
  const mine = statuses.filter((status) => Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) === process.pid);
  return Math.round(mine.reduce((sum, status) => sum + Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0), 0) / 1024);
}

/** One request after the other. */
async function measure(encoder, count, length) {
  const times = [];
  const end = performance.now() + Number(seconds) * 1000;
  while (performance.now() < end) {
    const rows = rowsOf(count, length);
    const before = performance.now();
    await encoder.judge(rows, 10_000);
    times.push(performance.now() - before);
  }
  return {
    rows: `${count}x${length}`,
    runs: times.length,
    'p50 ms': quantile(times, 0.5),
    'p99 ms': quantile(times, 0.99),
    'child MB': childMemory(),
  };
}

/** Requests at a fixed pace, whether the one before is answered or not; some of them are documents. */
async function pace(encoder, { rate, documents, deadlineMs }) {
  const asked = { chat: [], document: [] };
  let missed = 0;
  const ask = async (kind, rows) => {
    const before = performance.now();
    const answers = await encoder.judge(rows, deadlineMs[kind]);
    asked[kind].push(performance.now() - before);
    missed += answers.filter((logits) => logits === undefined).length;
  };
  const lag = monitorEventLoopDelay({ resolution: 1 });
  lag.enable();
  const cpu = process.cpuUsage();
  const begin = performance.now();
  const open = [];
  const total = Math.round(rate * Number(seconds) * 2);
  for (let index = 0; index < total; index += 1) {
    await wait(Math.max(0, begin + (index * 1000) / rate - performance.now()));
    open.push(index % 50 < documents ? ask('document', rowsOf(8, 64)) : ask('chat', rowsOf(1, 32)));
  }
  await Promise.all(open);
  lag.disable();
  const { user, system } = process.cpuUsage(cpu);
  return {
    'requests/s': rate,
    'documents of 50': documents,
    'chat p50 ms': quantile(asked.chat, 0.5),
    'chat p99 ms': quantile(asked.chat, 0.99),
    'document p99 ms': quantile(asked.document, 0.99),
    'rows without answer': missed,
    // The sampler counts its own interval of a millisecond.
    'lag p99 ms': Number((lag.percentile(99) / 1e6 - 1).toFixed(2)),
    'lag max ms': Number((lag.max / 1e6 - 1).toFixed(2)),
    'caller cpu us/request': Math.round((user + system) / total),
    'child MB': childMemory(),
  };
}

const before = performance.now();
const encoder = await openEncoder({
  modelFile: weights,
  onState: (state, cause) => console.log('encoder:', state, cause?.message ?? ''),
});
console.log(`opened in ${Math.round(performance.now() - before)} ms, child ${childMemory()} MB`);
const shapes = [
  [1, 8],
  [1, 16],
  [1, 32],
  [1, 64],
  [8, 64],
  [16, 64],
];
const rows = [];
if (encoder.state === 'ready') for (const [count, length] of shapes) rows.push(await measure(encoder, count, length));
console.table(rows);
const deadlineMs = { chat: 50, document: 200 };
const paces = [];
if (encoder.state === 'ready') {
  for (const documents of [0, 5]) paces.push(await pace(encoder, { rate: 50, documents, deadlineMs }));
}
console.table(paces);
await encoder.close();
