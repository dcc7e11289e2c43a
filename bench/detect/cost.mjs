// What reading costs: time of each step, processor time, memory, and how late the event loop is under a steady load.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { canonicalise, crossingOf, decodedViews } from './house.mjs';
import { grouped, mean, quantile } from './ranked.mjs';
import { number, tierTable } from './table.mjs';
import { inHashOrder } from './texts.mjs';

const SIZES = [500, 2_000];
const PER_SECOND = 50;
const SECONDS = 10;
const PASSES = 5;
const TICKS_PER_SECOND = 100;

/** Times of single readings are those of the first reading of each text, one after another. */
export async function measureCost(reader, texts, { users, documents }, onProgress) {
  const measured = [...users.readings, ...documents.readings];
  const screen = reader.tier === 'screen' ? screenTimes(reader, texts) : undefined;
  const paced = await paceOf(reader, texts, onProgress);
  return {
    tier: reader.tier,
    screen,
    channels: Object.fromEntries(
      grouped(measured, ({ channel }) => channel).map(([channel, group]) => {
        const times = group.map(({ milliseconds }) => milliseconds);
        return [
          channel,
          { texts: times.length, ...spread(times), mean: mean(times), rows: mean(group.map((one) => one.rows)) },
        ];
      }),
    ),
    cpuMsPerKilobyte: await processorTime(reader, texts),
    paced,
    memoryMb: process.memoryUsage.rss() / 2 ** 20,
    encoderMemoryMb: reader.tier === 'encoder' ? childMemoryMb() : null,
  };
}

function spread(times) {
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), p99: quantile(times, 0.99) };
}

/** Microseconds a text of each size: canonical form with decoders, then the screen. The best of several passes. */
function screenTimes({ classifier }, texts) {
  const source = texts.filter(({ channel, isAttack }) => channel === 'document' && !isAttack);
  const joined = inHashOrder(source)
    .map(({ text }) => text)
    .join('\n');
  const best = (list, act) => {
    let least = Number.POSITIVE_INFINITY;
    for (let pass = 0; pass < PASSES; pass += 1) {
      const before = performance.now();
      for (const one of list) act(one);
      least = Math.min(least, performance.now() - before);
    }
    return (least * 1_000) / list.length;
  };
  const cut = (size) =>
    Array.from({ length: 100 }, (_, at) => joined.slice(at * size, (at + 1) * size)).filter(
      ({ length }) => length === size,
    );
  for (const text of cut(SIZES[0])) {
    for (const channel of ['document', 'user']) classifier.screen({ text, crossing: crossingOf(channel), decoded: [] });
  }
  const sizes = SIZES.map((size) => {
    const list = cut(size).map((raw) => ({ text: canonicalise(raw).text, crossing: crossingOf('document') }));
    const decoded = list.map((one) => ({ ...one, decoded: decodedViews(one.text) }));
    return [
      size,
      {
        texts: list.length,
        prepare: best(list, ({ text }) => decodedViews(canonicalise(text).text)),
        documents: best(decoded, (one) => classifier.screen(one)),
        users: best(decoded, (one) => classifier.screen({ ...one, crossing: crossingOf('user') })),
      },
    ];
  });
  const large = cut(4_096);
  return {
    sizes: Object.fromEntries(sizes),
    canonicalPer4Kb: best(large, (text) => canonicalise(text)),
    decodedPer4Kb: best(large, (text) => decodedViews(text)),
  };
}

/** Processor time of this process and of the encoder for each 1,024 characters of a mixed sample, read anew. */
async function processorTime(reader, texts) {
  const sample = inHashOrder(texts.filter(({ channel }) => channel === 'user' || channel === 'document')).slice(0, 300);
  const before = [process.cpuUsage(), childSeconds()];
  for (const { text, channel } of sample) await reader.readNow(text, channel);
  const { user, system } = process.cpuUsage(before[0]);
  const child = reader.tier === 'encoder' ? (childSeconds() - before[1]) * 1_000 : 0;
  const characters = sample.reduce((sum, { text }) => sum + text.length, 0);
  return ((user + system) / 1_000 + child) / (characters / 1_024);
}

/** Chat turns at a steady pace, whether the one before was answered or not. */
async function paceOf(reader, texts, onProgress) {
  const turns = inHashOrder(texts.filter(({ channel, isAttack }) => channel === 'user' && !isAttack));
  const times = [];
  const open = [];
  const lag = monitorEventLoopDelay({ resolution: 1 });
  lag.enable();
  const begin = performance.now();
  for (let at = 0; at < PER_SECOND * SECONDS; at += 1) {
    await wait(Math.max(0, begin + (at * 1_000) / PER_SECOND - performance.now()));
    open.push(reader.readNow(turns[at % turns.length].text, 'user').then(({ ms }) => times.push(ms)));
    onProgress(at);
  }
  await Promise.all(open);
  lag.disable();
  // The sampler counts its own interval of a millisecond.
  return { turns: times.length, ...spread(times), mean: mean(times), lagP99: lag.percentile(99) / 1e6 - 1 };
}

/** The `/proc` folders of the processes that this one started; none where there is no `/proc`. */
function children() {
  if (!existsSync('/proc/self/status')) return [];
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name) || !existsSync(`/proc/${name}/status`)) return false;
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]) === process.pid;
  });
}

function childMemoryMb() {
  const sizes = children().map((name) =>
    Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1] ?? 0),
  );
  return sizes.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0) / 1_024;
}

function childSeconds() {
  return children().reduce((sum, name) => {
    const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ');
    return sum + (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }, 0);
}

/** The part of the page on cost. */
export function costLines(results) {
  const channels = Object.keys(results[0].channels);
  const micros = (value) => (value === undefined ? '-' : `${value.toFixed(0)} us`);
  const triple = ({ p50, p95, p99 }) => `${number(p50, 2)}, ${number(p95, 2)}, ${number(p99, 2)} ms`;
  return [
    '## Cost',
    '',
    ...tierTable(results, [
      ...SIZES.flatMap((size) => [
        [`${size} characters: canonical form and decoders`, ({ screen }) => micros(screen?.sizes[size].prepare)],
        [`${size} characters: the screen, as a document`, ({ screen }) => micros(screen?.sizes[size].documents)],
        [`${size} characters: the screen, as a user's`, ({ screen }) => micros(screen?.sizes[size].users)],
      ]),
      ['4,096 characters: canonical form', ({ screen }) => micros(screen?.canonicalPer4Kb)],
      ['4,096 characters: decoders', ({ screen }) => micros(screen?.decodedPer4Kb)],
      ...channels.flatMap((channel) => [
        [
          `channel \`${channel}\` (${results[0].channels[channel].texts} texts): p50, p95, p99`,
          (result) => triple(result.channels[channel]),
        ],
        ['rows that the encoder read, mean', (result) => number(result.channels[channel].rows)],
      ]),
      ['processor time for 1,024 characters, encoder included', (result) => `${number(result.cpuMsPerKilobyte, 2)} ms`],
      [`${PER_SECOND} chat turns a second for ${SECONDS} s: p50, p95, p99`, ({ paced }) => triple(paced)],
      ['event loop late by, p99', ({ paced }) => `${number(paced.lagP99, 2)} ms`],
      ['memory of this process, its data included', ({ memoryMb }) => `${number(memoryMb, 0)} MB`],
      [
        'memory of the encoder\u2019s process',
        (one) => (one.tier === 'screen' ? '-' : `${number(one.encoderMemoryMb, 0)} MB`),
      ],
    ]),
  ];
}
