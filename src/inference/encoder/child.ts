/**
 * The encoder's process: loads the runtime and the weights, says that it is ready with an empty frame, then answers batch
 * after batch. It ends by itself when the channel to its parent does.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { getPriority, setPriority } from 'node:os';
import { frameOf, framesOf } from './frame.ts';
import { decodeBatch, encodeBatch, encodeLogits, type Setup } from './message.ts';
import type { Runtime, Session } from './runtime.ts';

/** The file descriptor that the parent opened for the frames. */
const CHANNEL = 3;
const NOTHING = new Uint8Array(0);

/** Row lengths of the first runs, so that no caller pays for memory that is asked for once. */
const WARM_LENGTHS = [64, 32, 16, 8];

/** How far behind the gateway this process stands for a core: it goes on at once when the core is free. */
const NICENESS = 5;
const MOST_NICE = 19;

/**
 * A turn that needs no encoder must not wait for one that does. Linux may weigh sessions before processes, and this process
 * has a session of its own; where either is refused, the machine shares its cores as it likes.
 */
function standBehind(): void {
  const behind = Math.min(MOST_NICE, getPriority() + NICENESS);
  tryTo(() => setPriority(behind));
  tryTo(() => writeFileSync('/proc/self/autogroup', String(behind), { flag: 'r+' }));
}

function tryTo(work: () => void): void {
  try {
    work();
  } catch {}
}

async function openSession(runtime: Runtime, { modelFile, threads }: Setup): Promise<Session> {
  return runtime.InferenceSession.create(modelFile, {
    executionProviders: ['cpu'],
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Warnings are about the model, which its tests judge; only errors may reach the parent's log.
    logSeverityLevel: 3,
    // A thread that waits for work must not burn the core that the gateway runs on.
    extra: { session: { 'intra_op.allow_spinning': '0' } },
  });
}

/** Runs one batch. A run that fails is answered with nothing: the rows have no verdict, the process lives on. */
async function answer(runtime: Runtime, session: Session, payload: Uint8Array): Promise<Uint8Array> {
  try {
    return await run(runtime, session, payload);
  } catch {
    return NOTHING;
  }
}

async function run(runtime: Runtime, session: Session, payload: Uint8Array): Promise<Uint8Array> {
  const { count, length, ids, mask } = decodeBatch(payload);
  const tensor = (data: BigInt64Array) => new runtime.Tensor('int64', data, [count, length]);
  const { logits } = await session.run({ input_ids: tensor(ids), attention_mask: tensor(mask) });
  return logits?.data instanceof Float32Array ? encodeLogits(logits.data) : NOTHING;
}

async function work(): Promise<void> {
  const channel = new Socket({ fd: CHANNEL });
  const frames = framesOf(channel);
  const first = await frames.next();
  if (first.done === true) return;
  standBehind();
  const setup: Setup = JSON.parse(Buffer.from(first.value).toString());
  const runtime: Runtime = createRequire(import.meta.url)(setup.runtime);
  const session = await openSession(runtime, setup);
  for (const length of WARM_LENGTHS) {
    await run(runtime, session, encodeBatch({ length, rows: [new Int32Array(length), new Int32Array(length)] }));
  }
  channel.write(frameOf(NOTHING));
  for await (const payload of frames) channel.write(frameOf(await answer(runtime, session, payload)));
}

await work();
