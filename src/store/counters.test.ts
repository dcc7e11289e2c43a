import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCounters } from './counters.ts';
import { DEFAULT_LIMITS } from './limits.ts';

test('a sum lies between that of the exact window and that of a sixteenth more', async () => {
  const steps = fc.array(fc.record({ wait: fc.nat({ max: 400 }), amount: fc.nat({ max: 9 }) }), {
    minLength: 1,
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(steps, fc.nat({ max: 5_000 }), async (added, start) => {
      let clock = start;
      const windowMs = 1_600;
      const { add } = createCounters(() => clock, DEFAULT_LIMITS);
      const past: { at: number; amount: number }[] = [];
      for (const { wait, amount } of added) {
        clock += wait;
        past.push({ at: clock, amount });
        const sum = await add('name', amount, windowMs);
        const since = (from: number) =>
          past.filter(({ at }) => at > from).reduce((total, one) => total + one.amount, 0);
        expect(sum).toBeGreaterThanOrEqual(since(clock - windowMs));
        expect(sum).toBeLessThanOrEqual(since(clock - windowMs - windowMs / 16));
      }
    }),
  );
});

test('a clock that steps back loses nothing', async () => {
  let clock = 100_000;
  const { add } = createCounters(() => clock, DEFAULT_LIMITS);
  await add('name', 1, 1_600);
  clock -= 50_000;
  expect(await add('name', 1, 1_600)).toBe(2);
});

test('counters whose window has passed make room', async () => {
  let clock = 100_000;
  const { add, sweep } = createCounters(() => clock, { ...DEFAULT_LIMITS, counters: 1 });
  await add('one', 1, 1_600);
  clock += 10_000;
  sweep();
  expect(await add('two', 1, 1_600)).toBe(1);
  expect(await add('three', 1, 1_600)).toBe(1);
  expect(await add('four', 1, 1_600)).toBe(2);
});
