import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EncoderState } from './encoder.ts';
import { FakeWorker, settled } from './fake-worker.test-suite.ts';
import { QueuedEncoder } from './queued.ts';
import type { Worker } from './worker.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** An encoder whose starts end as told: with a worker, or with a refusal. */
function kept(...starts: readonly (FakeWorker | Error)[]) {
  const states: [EncoderState, unknown][] = [];
  const signals: AbortSignal[] = [];
  const start = (signal: AbortSignal): Promise<Worker> => {
    const next = starts[signals.push(signal) - 1];
    if (next === undefined) return new Promise(() => undefined);
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  const encoder = new QueuedEncoder(start, { onState: (state, cause) => states.push([state, cause]) });
  return { encoder, states, signals };
}

test('a crash answers all who wait, and a new process serves those who come then', async () => {
  const first = new FakeWorker();
  const second = new FakeWorker();
  const { encoder, states } = kept(first, second);
  await encoder.keeper.open();
  const running = encoder.judge([[1]], 1_000);
  await settled();
  const waiting = encoder.judge([[2]], 1_000);
  first.die('crash');
  expect(await running).toEqual([undefined]);
  expect(await waiting).toEqual([undefined]);
  expect(encoder.state).toBe('failed');
  expect(await encoder.judge([[3]], 1_000)).toEqual([undefined]);
  await vi.advanceTimersByTimeAsync(250);
  expect(encoder.state).toBe('ready');
  const later = encoder.judge([[4]], 1_000);
  await settled();
  await second.answer();
  expect(await later).toEqual([[4, 1]]);
  expect(second.batches).toEqual([[[4]]]);
  expect(states).toEqual([
    ['ready', undefined],
    ['failed', 'crash'],
    ['ready', undefined],
  ]);
});

test('pauses double up to half a minute, and are told once', async () => {
  const refusals = Array.from({ length: 12 }, (_, index) => new Error(`refusal ${index}`));
  const { encoder, states, signals } = kept(...refusals);
  await encoder.keeper.open();
  const pauses: number[] = [];
  for (let pause = 0, seen = signals.length; pauses.length < 10; pause += 250) {
    if (signals.length > seen) {
      pauses.push(pause);
      pause = 0;
      seen = signals.length;
    }
    await vi.advanceTimersByTimeAsync(250);
  }
  expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  expect(states).toEqual([['failed', refusals[0]]]);
});

test('a process that lived for a minute starts the pauses from the beginning, a shorter life does not', async () => {
  const workers = [new FakeWorker(), new FakeWorker(), new FakeWorker(), new FakeWorker()] as const;
  const { encoder } = kept(...workers);
  await encoder.keeper.open();
  workers[0].die('at once');
  await vi.advanceTimersByTimeAsync(250);
  await vi.advanceTimersByTimeAsync(59_000);
  workers[1].die('soon');
  await vi.advanceTimersByTimeAsync(499);
  expect(encoder.state).toBe('failed');
  await vi.advanceTimersByTimeAsync(1);
  expect(encoder.state).toBe('ready');
  await vi.advanceTimersByTimeAsync(60_000);
  workers[2].die('late');
  await vi.advanceTimersByTimeAsync(250);
  expect(encoder.state).toBe('ready');
});

test('closing while it is down starts nothing more', async () => {
  const { encoder, states, signals } = kept(new Error('refusal'));
  await encoder.keeper.open();
  await encoder.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(signals.length).toBe(1);
  expect(states.map(([state]) => state)).toEqual(['failed', 'closed']);
});

test('closing while one starts tells it to stop', async () => {
  const { encoder, signals } = kept();
  void encoder.keeper.open();
  await encoder.close();
  expect(signals.map((signal) => signal.aborted)).toEqual([true]);
});

test('a process that was ready a moment after closing is stopped', async () => {
  const worker = new FakeWorker();
  const { encoder, states } = kept(worker);
  const opening = encoder.keeper.open();
  await encoder.close();
  await opening;
  expect(worker.isStopped).toBe(true);
  expect(states.map(([state]) => state)).toEqual(['closed']);
});
