import { describe, expect, test } from 'vitest';
import type { ClassifierMeans, Rate, Screening } from '../core/index.ts';
import { withJudge } from './second-opinion.ts';

const noticed = (...rates: readonly Rate[]): Screening => ({
  score: 0.5,
  tier: 'screen',
  coverage: 1,
  isProvisional: false,
  unassessed: false,
  suspicions: rates.map((rate, at) => ({ start: at * 4, end: at * 4 + 3, score: 0.5, rate, signs: [] })),
});

async function ratesAfter(found: Screening, sure: number | undefined, crossings = ['interface.request'] as const) {
  const asked: string[] = [];
  const base: ClassifierMeans = { screen: () => found };
  const judge = {
    ask: async (text: string) => {
      asked.push(text);
      return sure;
    },
    close: async () => {},
  };
  const said = await withJudge(base, judge, crossings).screen({
    text: 'one two three',
    crossing: 'interface.request',
    decoded: [],
  });
  return { asked, rates: said.suspicions.map(({ rate }) => rate) };
}

describe('a judge of the operator', () => {
  test('is asked about the noticed passage only', async () => {
    expect(await ratesAfter(noticed(0.05), 0.2)).toEqual({ asked: ['one'], rates: [0.05] });
    expect((await ratesAfter(noticed(), 1)).asked).toEqual([]);
  });

  test.each<[number | undefined, Rate, Rate]>([
    [0.95, 0.05, 0.001],
    [0.6, 0.05, 0.01],
    [0.6, 0.005, 0.005],
    [0, 0.01, 0.01],
    [undefined, 0.01, 0.01],
  ])('who says %s makes %s to %s, never looser', async (sure, before, after) => {
    expect((await ratesAfter(noticed(before), sure)).rates).toEqual([after]);
  });

  test('is not asked where nothing can become stricter, or at another crossing', async () => {
    expect((await ratesAfter(noticed(0.001), 1)).asked).toEqual([]);
    expect((await ratesAfter(noticed(0.05), 1, [] as never)).asked).toEqual([]);
  });
});
