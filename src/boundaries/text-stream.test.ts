import { describe, expect, test } from 'vitest';
import { labelOf } from '../core/index.ts';
import type { WiredControl } from '../policy/index.ts';
import { toyControl, watching, wired, wordControl } from './fixture.ts';
import { Records } from './record.ts';
import { TextStream } from './text-stream.ts';

const label = labelOf('model', 't');

function streamOf(controls: readonly WiredControl[], wholeLimit = 1000, running = watching()) {
  const records = new Records();
  const chain = controls.map((each) => ({ crossing: 'interface.response', wired: each }) as const);
  const stream = new TextStream(
    { chain, label, wholeLimit, contextFor: () => ({ config: {}, decode: () => [] }) },
    running,
    records,
  );
  return { stream, records, running };
}

async function sent(controls: readonly WiredControl[], pieces: readonly string[], wholeLimit?: number) {
  const { stream, records, running } = streamOf(controls, wholeLimit);
  const texts: string[] = [];
  for (const piece of pieces) texts.push((await stream.push(piece)).text);
  const last = await stream.finish();
  return {
    texts: [...texts, last.text],
    text: texts.join('') + last.text,
    last,
    records: records.take('dec'),
    held: running.held,
  };
}

describe('a text on its way out', () => {
  test('is held by the reach of a control that does not say what is settled', async () => {
    const { texts } = await sent([wired(wordControl('evil', 'rewrite'))], ['abcdef', 'gh']);
    expect(texts).toEqual(['ab', 'cd', 'efgh']);
  });

  test('a word split over two pieces is rewritten', async () => {
    expect((await sent([wired(wordControl('evil', 'rewrite'))], ['so ev', 'il it is'])).text).toBe('so **** it is');
  });

  test('a block lets out the text before it and nothing after', async () => {
    const result = await sent([wired(wordControl('evil', 'block'))], ['so ev', 'il it', ' is']);
    expect(result.text).toBe('so ');
    expect(result.last.stop).toEqual({
      crossing: 'interface.response',
      control: 'word-evil',
      action: 'block',
      failed: false,
    });
  });

  test('what one control edits is what the next one reads', async () => {
    const chain = [wired(wordControl('evil', 'rewrite')), wired(wordControl('****', 'block'))];
    expect((await sent(chain, ['an ev', 'il one'])).text).toBe('an ');
  });

  test('observing neither delays nor changes, and records what would have been done', async () => {
    const result = await sent([wired(wordControl('evil', 'block'), { mode: 'observe' })], ['so ev', 'il']);
    expect(result.texts).toEqual(['so ev', 'il', '']);
    expect(result.records).toMatchObject([
      { action: 'flag', controls: [{ outcome: 'block', findings: [{ at: { start: 3, end: 7 } }] }] },
    ]);
  });

  test('findings tell their place in the whole text', async () => {
    const { records } = await sent([wired(wordControl('evil', 'flag'))], ['evil and more ', 'evil']);
    expect(records[0]?.controls[0]?.findings.map(({ at }) => at.start)).toEqual([0, 14]);
  });

  test('a control that needs the whole holds it, and fails closed beyond the limit', async () => {
    const whole = wired(wordControl('evil', 'rewrite', { reach: 'whole' }));
    expect((await sent([whole], ['so ev', 'il'])).texts).toEqual(['', '', 'so ****']);
    const over = await sent([whole], ['x'.repeat(30), 'y'], 20);
    expect(over.text).toBe('');
    expect(over.last.stop).toMatchObject({ failed: true });
  });

  test('a pair of surrogates is not cut', async () => {
    const { texts } = await sent([wired(wordControl('ev', 'rewrite'))], ['a\u{1f600}b', 'c']);
    for (const text of texts) expect(text).not.toMatch(/[\ud800-\udfff]/u);
  });

  test('a control that fails in the middle stops the text there', async () => {
    let calls = 0;
    const flaky = toyControl({
      reach: 1,
      inspect: () => {
        calls += 1;
        if (calls > 1) throw new Error('a bug');
        return { outcome: 'pass' };
      },
    });
    const result = await sent([wired(flaky)], ['abc', 'def']);
    expect(result.text).toBe('ab');
    expect(result.last.stop).toMatchObject({ failed: true });
  });

  test('what `carry` made of released text comes back', async () => {
    const seen: unknown[] = [];
    const counting = toyControl({
      reach: 1,
      inspect: (view) => {
        seen.push(view.parts[0]?.carried);
        return { outcome: 'pass' };
      },
      carry: (released, carried) => (typeof carried === 'number' ? carried : 0) + released.length,
    });
    await sent([wired(counting)], ['abc', 'def', 'g']);
    expect(seen).toEqual([undefined, 2, 5, 6]);
  });
});
