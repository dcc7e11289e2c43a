import { openConnection } from './client.mjs';

/** As fast as the target answers, over `connections` at once, for so long. */
export async function closedLoop(target, nextBody, seconds, connections) {
  const open = Array.from({ length: connections }, () => openConnection(target));
  const started = performance.now();
  const end = started + seconds * 1_000;
  const cpu = target.server.cpuMs();
  let count = 0;
  await Promise.all(
    open.map(async (connection) => {
      while (performance.now() < end) {
        check(target, await connection.send(nextBody()));
        count++;
      }
    }),
  );
  const elapsed = performance.now() - started;
  const used = target.server.cpuMs() - cpu;
  for (const connection of open) connection.close();
  return { count, perSecond: (count * 1_000) / elapsed, cpuMs: used / count, share: used / elapsed };
}

/**
 * At a fixed rate, whether the last answer has come or not; each request to the target is paired with one to the provider
 * itself, half an interval later. Returns both latencies of every pair, in milliseconds.
 */
export async function openLoop(target, direct, nextBody, seconds, rate) {
  const pools = [createPool(target), createPool(direct)];
  const total = Math.floor(seconds * rate);
  const interval = 1_000 / rate;
  const started = performance.now();
  const pairs = Array.from({ length: total }, () => [Number.NaN, Number.NaN]);
  const sends = [];
  for (let index = 0; index < total * 2; index++) {
    await until(started + (index * interval) / 2);
    const side = index % 2;
    sends.push(
      pools[side](nextBody()).then((answer) => {
        check(target, answer);
        pairs[index >> 1][side] = answer.ms;
      }),
    );
  }
  await Promise.all(sends);
  for (const pool of pools) pool.close();
  return pairs;
}

function createPool(target) {
  const idle = [];
  const all = [];
  const send = async (body) => {
    const connection = idle.pop() ?? openConnection(target);
    if (!all.includes(connection)) all.push(connection);
    const answer = await connection.send(body);
    idle.push(connection);
    return answer;
  };
  return Object.assign(send, {
    close: () => {
      for (const connection of all) connection.close();
    },
  });
}

export function check(target, answer) {
  if (answer.status !== 200)
    throw new Error(`${target.name} answered ${answer.status}, so there is nothing to measure`);
}

/** By a timer and not by spinning: the provider may share this core. What is late is sent at once. */
async function until(moment) {
  const wait = moment - performance.now();
  if (wait > 0.5) await new Promise((resolve) => setTimeout(resolve, wait));
}
