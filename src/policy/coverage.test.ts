import { expect, test } from 'vitest';
import { coverage } from './coverage.ts';
import { below, loaded, SMALLEST } from './fixture.ts';
import { renderCoverage } from './render-coverage.ts';

const ROUTE = { route: 'POST /v1/chat/completions', dialect: 'openai' };
const ALL = ['interface.request', 'model.prompt', 'interface.response'] as const;
const WHOLE = { ...ROUTE, streamed: false, crossings: ALL };
const STREAMED = { ...ROUTE, streamed: true, crossings: ALL };

test('the table is derived from the wiring, one row per control and crossing of each path', () => {
  const report = coverage(loaded(SMALLEST), [WHOLE, STREAMED]);
  expect(report.rows.length).toBe(6);
  expect(report.rows[1]).toEqual({
    ...ROUTE,
    streamed: false,
    crossing: 'model.prompt',
    control: 'beta',
    mode: 'enforce',
    failMode: 'open',
  });
  expect(report.holes).toEqual([]);
});

test('a crossing at which nothing stands refuses the start', () => {
  const { holes } = coverage(loaded(SMALLEST), [{ ...WHOLE, crossings: [...ALL, 'data.retrieval'] }]);
  const message = 'no control stands at `data.retrieval` on `POST /v1/chat/completions` (openai, whole)';
  expect(holes).toEqual([{ kind: 'bare', fatal: true, message }]);
});

test('a crossing that is missing on the streamed shape refuses the start', () => {
  const { holes } = coverage(loaded(SMALLEST), [
    WHOLE,
    { ...STREAMED, crossings: ['interface.request', 'model.prompt'] },
  ]);
  const message =
    '`interface.response` is missing on `POST /v1/chat/completions` (openai, streamed) and there on its other shape';
  expect(holes).toEqual([{ kind: 'lopsided', fatal: true, message }]);
});

test('what was switched off or only observes is named and does not refuse the start', () => {
  const off = below('controls: {alpha: {mode: off, reason: replaced upstream, expires: "2026-12-31"}}\n');
  const observed = below('controls: {alpha: {mode: observe, reason: measuring first, expires: "2026-12-31"}}\n');
  const kinds = (text: string) => coverage(loaded(text), [WHOLE]).holes.map(({ kind, fatal }) => `${kind} ${fatal}`);
  expect(kinds(off)).toEqual(['bare false', 'bare false', 'off false']);
  expect(kinds(observed)).toEqual(['observed false', 'observed false']);
});

test('a control that stands on no path is named', () => {
  const { holes } = coverage(loaded(SMALLEST), [{ ...WHOLE, crossings: ['interface.request'] }]);
  expect(holes).toEqual([{ kind: 'unreachable', fatal: false, message: '`beta` stands at no crossing of any path' }]);
});

test('the terminal shows paths that are covered alike once, and the holes below', () => {
  const text = below('controls: {alpha: {mode: observe, reason: measuring first, expires: "2026-12-31"}}\n');
  expect(renderCoverage(coverage(loaded(text), [WHOLE, STREAMED]))).toBe(
    [
      'POST /v1/chat/completions  openai  whole',
      'POST /v1/chat/completions  openai  streamed',
      '  interface.request   alpha (observes)',
      '  model.prompt        beta (fails open)',
      '  interface.response  alpha (observes)',
      '',
      'warning  no control enforces at `interface.request` on `POST /v1/chat/completions` (openai, whole)',
      'warning  no control enforces at `interface.response` on `POST /v1/chat/completions` (openai, whole)',
      'warning  no control enforces at `interface.request` on `POST /v1/chat/completions` (openai, streamed)',
      'warning  no control enforces at `interface.response` on `POST /v1/chat/completions` (openai, streamed)',
    ].join('\n'),
  );
});
