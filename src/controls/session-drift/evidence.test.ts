import { describe, expect, test } from 'vitest';
import type { Rate } from '../../core/index.ts';
import { type Alarm, PRINCIPAL, SESSION, stepOf } from './evidence.ts';

/** At which rate one turn is noticed; undefined when it is not. */
type Reading = Rate | undefined;

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** The turn at which a conversation alarms, counted from 1; undefined when it never does. */
function alarmOf(readings: readonly Reading[], { from, ceiling }: Alarm): number | undefined {
  let sum = 0;
  for (const [at, rate] of readings.entries()) {
    sum = Math.max(0, Math.min(ceiling, sum + stepOf(rate)));
    if (sum >= from && stepOf(rate) > 0) return at + 1;
  }
  return undefined;
}

/** Share of conversations of 50 turns that alarm; each draws its turns from one of the lists, as one person's are alike. */
function alarmShare(lists: readonly (readonly Reading[])[], alarm: Alarm, turns = 50): number {
  const next = chance(20_261_124);
  const conversations = 20_000;
  let alarms = 0;
  for (let one = 0; one < conversations; one += 1) {
    const list = lists[Math.floor(next() * lists.length)] ?? [];
    const drawn = Array.from({ length: turns }, () => list[Math.floor(next() * list.length)]);
    if (alarmOf(drawn, alarm) !== undefined) alarms += 1;
  }
  return alarms / conversations;
}

/** Readings of 1,000 harmless turns of which `noticed` are noticed, split over the rates as the cards promise. */
function harmless(noticed: number): readonly Reading[] {
  const split: readonly (readonly [Reading, number])[] = [
    [0.05, 0.8],
    [0.01, 0.1],
    [0.005, 0.08],
    [0.001, 0.02],
  ];
  const found = split.flatMap(([rate, share]) => Array.from({ length: Math.round(noticed * share) }, () => rate));
  return [...found, ...Array.from({ length: 1_000 - found.length }, () => undefined)];
}

describe('the alarm of a session', () => {
  test('is rare among harmless conversations whose turns are noticed as often as the cards promise', () => {
    expect(alarmShare([harmless(50)], SESSION)).toBeLessThanOrEqual(0.0005);
  });

  test('is given by at most one in 200 when the turns of one person are alike', () => {
    // 5 % of turns over all people: most are noticed never or seldom, one in fifty in a quarter of what he says
    const people = [
      ...Array.from({ length: 30 }, () => harmless(20)),
      ...Array.from({ length: 15 }, () => harmless(80)),
      ...Array.from({ length: 4 }, () => harmless(150)),
      harmless(250),
    ];
    expect(alarmShare(people, SESSION)).toBeLessThanOrEqual(0.005);
  });

  test.each([
    ['doubtful turns', 0.05, 8],
    ['plain turns', 0.01, 5],
  ] as const)('comes after enough %s in a row', (_name, rate, turns) => {
    expect(
      alarmOf(
        Array.from({ length: 50 }, () => rate),
        SESSION,
      ),
    ).toBe(turns);
  });

  test('is left again after harmless turns', () => {
    const { from, ceiling } = SESSION;
    expect(ceiling + 5 * stepOf(undefined)).toBeLessThan(from);
  });
});

describe('the alarm of a principal', () => {
  test('is slower than that of a session', () => {
    expect(
      alarmOf(
        Array.from({ length: 50 }, () => 0.05),
        PRINCIPAL,
      ),
    ).toBe(22);
  });

  test('stays away for 5,000 turns of people who are alike', () => {
    expect(alarmShare([harmless(50), harmless(100)], PRINCIPAL, 500)).toBe(0);
  });
});
