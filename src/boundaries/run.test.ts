import { describe, expect, test } from 'vitest';
import type { Verdict, View } from '../core/index.ts';
import { labelOf } from '../core/index.ts';
import { toyControl, watching, wired } from './fixture.ts';
import { runControl } from './run.ts';

const view: View = {
  crossing: 'interface.request',
  complete: true,
  parts: [{ text: 'some text', kind: 'text', label: labelOf('user', 't'), before: '', pointer: '' }],
};
const context = { config: {}, decode: () => [] };
const finding = (start: number, end: number) =>
  ({ rule: 'r', severity: 'low', confidence: 1, at: { part: 0, start, end } }) as const;

const IMPOSSIBLE: readonly (readonly [string, Verdict])[] = [
  ['a finding beyond the text', { outcome: 'flag', findings: [finding(0, 10)] }],
  ['a finding that ends before it starts', { outcome: 'block', findings: [finding(4, 2)] }],
  [
    'a finding in a part that is not there',
    { outcome: 'flag', findings: [{ ...finding(0, 1), at: { part: 1, start: 0, end: 1 } }] },
  ],
  [
    'edits that overlap',
    {
      outcome: 'rewrite',
      findings: [finding(0, 4)],
      edits: [
        { at: finding(0, 4).at, replacement: '' },
        { at: finding(3, 5).at, replacement: '' },
      ],
    },
  ],
];

describe('a control that fails gets its fail mode (RT-16)', () => {
  test('throwing, closed: blocked, and counted', async () => {
    const running = watching();
    const control = toyControl({
      inspect: () => {
        throw new Error('a bug');
      },
    });
    const decided = await runControl(wired(control), view, context, running);
    expect(decided).toMatchObject({ action: 'block', record: { failed: 'error' } });
    expect(running.failed).toEqual(['toy closed']);
  });

  test('throwing, open: let pass, flagged, and counted', async () => {
    const running = watching();
    const control = toyControl({
      failMode: 'open',
      inspect: () => {
        throw new Error('a bug');
      },
    });
    expect(await runControl(wired(control), view, context, running)).toMatchObject({
      action: 'flag',
      record: { failed: 'error' },
    });
    expect(running.failed).toEqual(['toy open']);
  });

  test('a promise that is rejected', async () => {
    const control = toyControl({ inspect: () => Promise.reject(new Error('a bug')) });
    expect(await runControl(wired(control), view, context, watching())).toMatchObject({
      action: 'block',
      record: { failed: 'error' },
    });
  });

  test('a promise that never ends is cut at the deadline', async () => {
    const control = toyControl({ inspect: () => new Promise(() => {}) });
    expect(await runControl(wired(control, { deadlineMs: 5 }), view, context, watching())).toMatchObject({
      action: 'block',
      record: { failed: 'timeout' },
    });
  });

  test.each(IMPOSSIBLE)('%s', async (_name, verdict) => {
    const control = toyControl({ inspect: () => verdict });
    expect(await runControl(wired(control), view, context, watching())).toMatchObject({
      action: 'block',
      record: { failed: 'error' },
    });
  });
});

test('a verdict that is possible stands', async () => {
  const control = toyControl({ inspect: () => ({ outcome: 'block', findings: [finding(0, 9)] }) });
  expect(await runControl(wired(control), view, context, watching())).toMatchObject({
    action: 'block',
    firstFinding: { rule: 'r' },
  });
});
