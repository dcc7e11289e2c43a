import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EncoderState } from './encoder.ts';
import { FakeWorker, settled } from './fake-worker.test-suite.ts';
import { QueuedEncoder } from './queued.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** A row of `length` tokens that starts with `id`. */
function row(id: number, length = 8): readonly number[] {
  return [id, ...new Array<number>(length - 1).fill(1)];
}

async function opened(limits: { queueRows?: number; batchRows?: number } = {}) {
  const workers: FakeWorker[] = [];
  const states: [EncoderState, unknown][] = [];
  const start = () => {
    const worker = new FakeWorker();
    workers.push(worker);
    return Promise.resolve(worker);
  };
  const onState = (state: EncoderState, cause: unknown) => states.push([state, cause]);
  const encoder = new QueuedEncoder(start, { ...limits, onState });
  await encoder.keeper.open();
  const [worker] = workers;
  if (worker === undefined) throw new Error('nothing was started');
  return { encoder, worker, workers, states };
}

/** Keeps the worker busy, so that what comes next has to wait. */
async function busy(encoder: QueuedEncoder): Promise<void> {
  void encoder.judge([row(999)], 1_000);
  await settled();
}

/** Answers until the worker has nothing left. */
async function answerAll(worker: FakeWorker): Promise<void> {
  for (let seen = 0; seen < worker.batches.length; ) {
    seen = worker.batches.length;
    await worker.answer();
  }
}

const firstIds = (worker: FakeWorker) => worker.batches.map((batch) => batch.map(([id]) => id));

describe('batches', () => {
  test('callers of the same moment share one, and each gets its own answers in the order of its rows', async () => {
    const { encoder, worker } = await opened();
    const left = encoder.judge([row(3), row(1)], 100);
    const right = encoder.judge([row(2, 7)], 100);
    await settled();
    await worker.answer();
    expect(await left).toEqual([
      [3, 8],
      [1, 8],
    ]);
    expect(await right).toEqual([[2, 7]]);
    expect(firstIds(worker)).toEqual([[3, 1, 2]]);
  });

  test('who comes while one runs joins the next', async () => {
    const { encoder, worker } = await opened();
    await busy(encoder);
    void encoder.judge([row(1)], 100);
    void encoder.judge([row(2)], 100);
    await settled();
    expect(firstIds(worker)).toEqual([[999]]);
    await answerAll(worker);
    expect(firstIds(worker)).toEqual([[999], [1, 2]]);
  });

  test('hold rows of one padded length, a multiple of eight', async () => {
    const { encoder, worker } = await opened();
    void encoder.judge([row(1, 20), row(2, 1), row(3, 17), row(4, 24), row(5, 64)], 100);
    await settled();
    await answerAll(worker);
    expect(firstIds(worker)).toEqual([[1, 3, 4], [2], [5]]);
    expect(worker.lengths).toEqual([24, 8, 64]);
  });

  test.each([
    { length: 8, most: 16 },
    { length: 16, most: 8 },
    { length: 64, most: 2 },
  ])('hold at most $most rows of $length tokens', async ({ length, most }) => {
    const { encoder, worker } = await opened();
    const answers = encoder.judge(
      Array.from({ length: 17 }, (_, id) => row(id, length)),
      100,
    );
    await settled();
    await answerAll(worker);
    expect(worker.batches.map((batch) => batch.length).slice(0, -1)).toEqual(
      new Array(Math.ceil(17 / most) - 1).fill(most),
    );
    expect((await answers).map((logits) => logits?.[0])).toEqual(Array.from({ length: 17 }, (_, id) => id));
  });

  test('hold no more rows than the settings say', async () => {
    const { encoder, worker } = await opened({ batchRows: 2 });
    void encoder.judge([row(1), row(2), row(3)], 100);
    await settled();
    await answerAll(worker);
    expect(firstIds(worker)).toEqual([[1, 2], [3]]);
  });

  test('run the row that is due first, whoever asked before', async () => {
    const { encoder, worker } = await opened({ batchRows: 2 });
    await busy(encoder);
    void encoder.judge([row(1), row(2)], 300);
    void encoder.judge([row(3, 40)], 200);
    void encoder.judge([row(4)], 100);
    await settled();
    await answerAll(worker);
    expect(firstIds(worker)).toEqual([[999], [4, 1], [3], [2]]);
  });

  test('run identical rows once, even when one of them runs already', async () => {
    const { encoder, worker } = await opened();
    const first = encoder.judge([row(1), row(2), row(1)], 100);
    await settled();
    const second = encoder.judge([row(2)], 100);
    await settled();
    await answerAll(worker);
    expect((await first).map((logits) => logits?.[0])).toEqual([1, 2, 1]);
    expect(await second).toEqual([[2, 8]]);
    expect(firstIds(worker)).toEqual([[1, 2]]);
  });

  test('do not change when the caller uses the memory of its row again', async () => {
    const { encoder, worker } = await opened();
    await busy(encoder);
    const memory = Int32Array.of(1, 2, 3);
    void encoder.judge([memory], 100);
    memory.fill(9);
    await settled();
    await answerAll(worker);
    expect(worker.batches[1]).toEqual([[1, 2, 3]]);
  });
});

describe('a deadline', () => {
  test('gives what was finished in time, and leaves the rest undefined', async () => {
    const { encoder, worker } = await opened({ batchRows: 1 });
    const answers = encoder.judge([row(1), row(2), row(3)], 100);
    await settled();
    await worker.answer();
    vi.advanceTimersByTime(100);
    expect(await answers).toEqual([[1, 8], undefined, undefined]);
  });

  test('that passed takes its rows out of the queue, others stay', async () => {
    const { encoder, worker } = await opened();
    await busy(encoder);
    const short = encoder.judge([row(1), row(2)], 50);
    const long = encoder.judge([row(2), row(3)], 200);
    vi.advanceTimersByTime(50);
    expect(await short).toEqual([undefined, undefined]);
    await answerAll(worker);
    expect(firstIds(worker)).toEqual([[999], [2, 3]]);
    expect(await long).toEqual([
      [2, 8],
      [3, 8],
    ]);
  });

  test('is looked at before a run even when its timer is late', async () => {
    const { encoder, worker } = await opened();
    await busy(encoder);
    const late = encoder.judge([row(1)], 50);
    const now = performance.now();
    vi.spyOn(performance, 'now').mockReturnValue(now + 60);
    await worker.answer();
    expect(await late).toEqual([undefined]);
    expect(firstIds(worker)).toEqual([[999]]);
    vi.mocked(performance.now).mockRestore();
  });

  test.each([0, -1, Number.NaN])('of %s ms is over at once', async (deadlineMs) => {
    const { encoder, worker } = await opened();
    expect(await encoder.judge([row(1)], deadlineMs)).toEqual([undefined]);
    expect(worker.batches).toEqual([]);
  });

  test('leaves no timer behind when the answers came', async () => {
    const { encoder, worker } = await opened();
    const answers = encoder.judge([row(1)], Number.POSITIVE_INFINITY);
    await settled();
    await worker.answer();
    await answers;
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the queue', () => {
  test('answers at once what it has no room for, and has room again when rows leave', async () => {
    const { encoder, worker } = await opened({ queueRows: 3 });
    await busy(encoder);
    const some = encoder.judge([row(1), row(2), row(3), row(4)], 100);
    expect(await encoder.judge([row(5)], 100)).toEqual([undefined]);
    await answerAll(worker);
    expect(await some).toEqual([[1, 8], [2, 8], undefined, undefined]);
    const later = encoder.judge([row(6)], 100);
    await settled();
    await worker.answer();
    expect(await later).toEqual([[6, 8]]);
  });

  test('counts every caller of the same row', async () => {
    const { encoder } = await opened({ queueRows: 3 });
    void encoder.judge([row(1), row(1)], 100);
    void encoder.judge([row(1)], 100);
    expect(await encoder.judge([row(1)], 100)).toEqual([undefined]);
  });

  test('has room again when a deadline passed', async () => {
    const { encoder, worker } = await opened({ queueRows: 2 });
    await busy(encoder);
    void encoder.judge([row(1)], 10);
    vi.advanceTimersByTime(10);
    const next = encoder.judge([row(2)], 100);
    await settled();
    await answerAll(worker);
    expect(await next).toEqual([[2, 8]]);
  });

  test('takes no row that is empty or longer than 64, and answers none of nothing', async () => {
    const { encoder, worker } = await opened();
    expect(await encoder.judge([[], row(1, 65)], 100)).toEqual([undefined, undefined]);
    expect(await encoder.judge([], 100)).toEqual([]);
    expect(worker.batches).toEqual([]);
  });
});

describe('closing', () => {
  test('answers who waits, stops the worker, and answers nobody after', async () => {
    const { encoder, worker, states } = await opened({ batchRows: 1 });
    const waiting = encoder.judge([row(1), row(2)], 100);
    await settled();
    await encoder.close();
    expect(await waiting).toEqual([undefined, undefined]);
    expect(worker.isStopped).toBe(true);
    expect(await encoder.judge([row(3)], 100)).toEqual([undefined]);
    await encoder.close();
    expect(states.map(([state]) => state)).toEqual(['ready', 'closed']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
