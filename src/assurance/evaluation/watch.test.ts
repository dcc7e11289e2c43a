import { describe, expect, test } from 'vitest';
import { FlagRateWatch } from './watch.ts';

const BAND = { low: 0.005, high: 0.015 };

/** Every `every`-th of `count` texts is flagged; gives the states on the way. */
function fed(watch: FlagRateWatch, count: number, every: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => watch.take(index % every === every - 1));
}

describe('the alarm on the flag rate', () => {
  test('says nothing before 200 texts, whatever they are', () => {
    const states = fed(new FlagRateWatch(BAND), 200, 1);
    expect([...new Set(states.slice(0, 199)), states[199]]).toEqual(['in-band', 'above']);
  });

  test('stays silent inside the band and at its edges', () => {
    for (const every of [100, 67, 200])
      expect(new Set(fed(new FlagRateWatch(BAND), 5000, every))).toEqual(new Set(['in-band']));
  });

  test('says above when the rate is three times the highest expected', () => {
    const watch = new FlagRateWatch(BAND);
    fed(watch, 3000, 100);
    expect(fed(watch, 1000, 20).at(-1)).toBe('above');
  });

  test('says below when nothing is flagged any more and much should be', () => {
    const watch = new FlagRateWatch({ low: 0.05, high: 0.1 });
    expect(new Set(fed(watch, 1000, 14))).toEqual(new Set(['in-band']));
    expect(fed(watch, 1000, 5000).at(-1)).toBe('below');
  });

  test('forgets: when the rate is back, so is the state', () => {
    const watch = new FlagRateWatch(BAND);
    fed(watch, 1000, 5);
    expect(watch.state).toBe('above');
    fed(watch, 1000, 100);
    expect(watch.state).toBe('in-band');
  });

  test('a band from nothing is never undercut, one up to all never exceeded', () => {
    expect(fed(new FlagRateWatch({ low: 0, high: 0.01 }), 1000, 5000).at(-1)).toBe('in-band');
    expect(fed(new FlagRateWatch({ low: 0.5, high: 1 }), 1000, 1).at(-1)).toBe('in-band');
  });

  test('traffic on the very edge of the band raises no alarm in 200,000 texts', () => {
    const watch = new FlagRateWatch(BAND);
    let state = 42;
    let alarms = 0;
    for (let text = 0; text < 200_000; text += 1) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      if (watch.take(state / 4294967296 < BAND.high) !== 'in-band') alarms += 1;
    }
    expect(alarms).toBe(0);
  });
});
