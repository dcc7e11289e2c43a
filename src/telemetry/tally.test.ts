import { Histogram, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createTallies } from './tally.ts';

const SETTINGS = { name: 'time_seconds', help: 'Time.', buckets: [0.1, 1, 5] };

describe('tallies', () => {
  it('read like a histogram of the library, bounds included', async () => {
    const [ours, theirs] = [new Registry(), new Registry()];
    const observe = createTallies(ours, SETTINGS)({ control: 'a', crossing: 'b' });
    const histogram = new Histogram({ ...SETTINGS, labelNames: ['control', 'crossing'], registers: [theirs] });
    for (const value of [0, 0.1, 0.1000001, 1, 4, 5, 6, 1e9]) {
      observe(value);
      histogram.labels({ control: 'a', crossing: 'b' }).observe(value);
    }
    expect(await ours.metrics()).toBe(await theirs.metrics());
  });

  it('go on where the same labels were resolved before, and keep others apart', async () => {
    const registry = new Registry();
    const tallies = createTallies(registry, SETTINGS);
    tallies({ control: 'a' })(1);
    tallies({ control: 'a' })(1);
    tallies({ control: 'c' })(1);
    const text = await registry.metrics();
    expect(text).toContain('time_seconds_count{control="a"} 2');
    expect(text).toContain('time_seconds_count{control="c"} 1');
    expect(text.match(/time_seconds_count/g)).toHaveLength(2);
  });

  it('are nothing before the first labels', async () => {
    const registry = new Registry();
    createTallies(registry, SETTINGS);
    expect(await registry.metrics()).not.toContain('time_seconds_bucket');
  });
});
