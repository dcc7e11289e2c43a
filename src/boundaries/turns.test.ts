import { describe, expect, test } from 'vitest';
import { type Control, labelOf } from '../core/index.ts';
import { exchangeWith, policyWith, toyControl, watching, wordControl } from './fixture.ts';
import type { Unit } from './part.ts';
import type { TurnSums } from './turns.ts';
import { VerdictCache } from './verdict-cache.ts';

const user = labelOf('user', 'tenant-a');

function message(text: string): Unit {
  return { crossing: 'interface.request', parts: [{ text, kind: 'text', label: user, pointer: '' }] };
}

/** Flags a turn when its sum has reached 2: a turn counts 1 for each `x` in it. Notes what it is told. */
function summing(told: unknown[] = []): Control {
  return toyControl({
    needs: ['turns', 'accumulator'],
    inspect: async (view, { turns, accumulator }) => {
      const text = view.parts[0]?.text ?? '';
      const sum = await accumulator.add('session', text.split('x').length - 1, 10);
      told.push([text, turns.before, sum]);
      const finding = { rule: 'r', severity: 'low', confidence: 1, at: { part: 0, start: 0, end: 1 } } as const;
      return sum < 2 ? { outcome: 'pass' } : { outcome: 'flag', findings: [finding] };
    },
  });
}

async function send(texts: readonly string[], told: unknown[], cache = new VerdictCache(100_000), sums: TurnSums = {}) {
  const exchange = exchangeWith(policyWith([summing(told)]), watching(), cache, { sums });
  for (const text of texts) await exchange.inspect(message(text));
  return exchange.takeRecords()[0]?.action;
}

describe('a control that reads over several turns', () => {
  test('is told the two turns before, as the controls left them', async () => {
    const told: unknown[] = [];
    const configuration = policyWith([wordControl('evil', 'rewrite'), summing(told)]);
    const exchange = exchangeWith(configuration, watching());
    for (const text of ['one', 'an evil two', 'three', 'four']) await exchange.inspect(message(text));
    expect(told.at(-1)).toEqual(['four', ['an **** two', 'three'], 0]);
  });

  test('is told nothing where no user speaks', async () => {
    const told: unknown[] = [];
    const control = { ...summing(told), crossings: ['data.memory'] } as Control;
    const exchange = exchangeWith(policyWith([control]), watching());
    for (const text of ['x one', 'x two']) await exchange.inspect({ ...message(text), crossing: 'data.memory' });
    expect(told).toEqual([
      ['x one', [], 0],
      ['x two', [], 0],
    ]);
  });

  test('does not read the history again, and reads a turn again behind other turns', async () => {
    const told: unknown[] = [];
    const cache = new VerdictCache(100_000);
    await send(['one', 'two', 'three'], told, cache);
    await send(['one', 'two', 'three', 'four'], told, cache);
    expect(told).toHaveLength(4);
    await send(['another', 'two', 'three', 'four'], told, cache);
    expect(told).toHaveLength(7);
  });

  test('costs nothing where it is not wired: the turns before do not matter', async () => {
    const running = watching();
    const cache = new VerdictCache(100_000);
    const configuration = policyWith([wordControl('evil', 'flag')]);
    for (const texts of [
      ['one', 'two'],
      ['three', 'two'],
    ]) {
      const exchange = exchangeWith(configuration, running, cache);
      for (const text of texts) await exchange.inspect(message(text));
    }
    expect(running.ran).toHaveLength(3);
  });
});

describe('without a named session', () => {
  test('the turns of one request are summed up, whether they were known or not', async () => {
    const told: unknown[] = [];
    const cache = new VerdictCache(100_000);
    expect(await send(['x', 'a'], told, cache)).toBe('pass');
    expect(await send(['x', 'a', 'x again'], told, cache)).toBe('flag');
    expect(told.at(-1)).toEqual(['x again', ['x', 'a'], 2]);
    expect(await send(['a', 'x again'], told, cache)).toBe('pass');
  });

  test('a text that is said again does not count again', async () => {
    const told: unknown[] = [];
    expect(await send(['x', 'x', 'a', 'x'], told)).toBe('pass');
    expect(told.map((one) => (one as unknown[])[2])).toEqual([1, 1, 1, 1]);
  });

  test('nothing is kept between requests', async () => {
    const told: unknown[] = [];
    for (const text of ['x', 'x again', 'x once more']) expect(await send([text], told)).toBe('pass');
  });
});

test('with a named session each turn is added to the stored sum once, by what its text is', async () => {
  const added: string[] = [];
  const sums: TurnSums = {
    session: async (control, { turn }) => {
      added.push(`${control} ${turn.slice(0, 7)}`);
      return added.length;
    },
  };
  const cache = new VerdictCache(100_000);
  await send(['x'], [], cache, sums);
  expect(await send(['x', 'x again'], [], cache, sums)).toBe('flag');
  expect(added).toEqual(['toy sha256:', 'toy sha256:']);
});

test('a verdict that a failing control left behind is not kept, even where it fails open', async () => {
  let calls = 0;
  const failing = toyControl({
    failMode: 'open',
    inspect: () => {
      calls += 1;
      throw new Error('away');
    },
  });
  const cache = new VerdictCache(100_000);
  for (let turn = 0; turn < 2; turn += 1) {
    await exchangeWith(policyWith([failing]), watching(), cache).inspect(message('same'));
  }
  expect(calls).toBe(2);
});

test('a text is screened once, however many controls ask, and again when more of it must be read', async () => {
  const asked: unknown[] = [];
  const classifier = {
    screen: (one: { demand?: number }) => {
      asked.push(one.demand ?? 0);
      return {
        score: 0,
        tier: 'screen',
        coverage: 1,
        unassessed: false,
        isProvisional: false,
        suspicions: [],
      } as const;
    },
  };
  const asking = (id: string, demand: number) =>
    toyControl({
      id,
      needs: ['classifier'],
      inspect: async (view, context) => {
        await context.classifier.screen({
          text: view.parts[0]?.text ?? '',
          crossing: view.crossing,
          decoded: [],
          demand,
        });
        return { outcome: 'pass' };
      },
    });
  const configuration = policyWith([asking('a', 0), asking('b', 0.5), asking('c', 0)]);
  await exchangeWith(configuration, watching(), new VerdictCache(1_000), { classifier }).inspect(message('text'));
  expect(asked).toEqual([0, 0.5]);
});
