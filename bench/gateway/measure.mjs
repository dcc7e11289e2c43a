import { closedLoop, openLoop } from './load.mjs';
import { median, spread } from './statistics.mjs';
import { firstToken, heldBack } from './stream.mjs';
import { BODIES } from './workload.mjs';

/** Requests a second at which latency is measured; the budgets of the house name it. */
export const RATE = 200;
/** Chat turns a second at which the learned detectors are measured. */
export const CHAT_RATE = 50;
const CPU_SIZES = ['16 kB', '128 kB', '30 turns'];

/** Everything that one round measures on one target, with the seconds of a full run; `scale` shortens them. */
export async function measureRound(target, direct, scale, say) {
  say('latency at a fixed rate');
  const latency = await openLoop(target, direct, BODIES['4 kB'](), 4 * scale, RATE);
  say('chat turns');
  const chat = await openLoop(target, direct, BODIES.chat(), 10 * scale, CHAT_RATE);
  say('saturation');
  const saturated = await closedLoop(target, BODIES['1 kB'](), 3 * scale, 32);
  const sizes = {};
  for (const size of CPU_SIZES) {
    say(`CPU of ${size}`);
    sizes[size] = await closedLoop(target, BODIES[size](), 2 * scale, 4);
  }
  say('first token');
  const first = await firstToken(target, direct, 1.5 * scale);
  say('held-back text');
  const held = await heldBack(target, direct, Math.max(3, Math.round(10 * scale)));
  return { latency, chat, saturated, sizes, first, held, memory: target.server.memory() };
}

/** Resident memory of a target, in bytes, that has served nothing but chat turns at the rate above. */
export async function memoryOfChat(target, direct, scale) {
  await openLoop(target, direct, BODIES.chat(), 10 * scale, CHAT_RATE);
  return target.server.memory();
}

/** The rounds of one target in one line of figures: medians over rounds for rates, all pairs together for latencies. */
export function summarise(rounds, chatMemory) {
  const differences = (pairs) => pairs.map(([through, straight]) => through - straight);
  const over = (read) => median(rounds.map(read));
  return {
    added: spread(rounds.flatMap((round) => differences(round.latency))),
    chat: spread(rounds.flatMap((round) => differences(round.chat))),
    chatCount: rounds.reduce((sum, round) => sum + round.chat.length, 0),
    latencyCount: rounds.reduce((sum, round) => sum + round.latency.length, 0),
    perSecond: over((round) => round.saturated.perSecond),
    cpuMs: over((round) => round.saturated.cpuMs),
    share: over((round) => round.saturated.share),
    saturatedCount: rounds.reduce((sum, round) => sum + round.saturated.count, 0),
    sizes: Object.fromEntries(CPU_SIZES.map((size) => [size, over((round) => round.sizes[size].cpuMs)])),
    first: spread(rounds.flatMap((round) => differences(round.first))),
    firstCount: rounds.reduce((sum, round) => sum + round.first.length, 0),
    held: spread(rounds.flatMap((round) => round.held)),
    heldCount: rounds.reduce((sum, round) => sum + round.held.length, 0),
    chatMemoryMb: chatMemory / 1e6,
    memoryMb: Math.max(...rounds.map((round) => round.memory)) / 1e6,
  };
}
