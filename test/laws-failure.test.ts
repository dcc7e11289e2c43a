import { describe, expect, test } from 'vitest';
import { inspectWhole, Records, textPart, type UnitOutcome } from '../src/boundaries/index.ts';
import type { Control, Verdict } from '../src/core/index.ts';
import { type Delivered, deliver, STREAMED, UNWATCHED, wiredOf } from './house/boundary.ts';
import { caseLabel } from './house/case-view.ts';
import { controlRows } from './house/catalog.ts';
import { contextOf } from './house/means.ts';

const DEADLINE_MS = 5;

/** Ways in which a control can break, whatever it is. */
const BREAKS: ReadonlyMap<string, Control['inspect']> = new Map<string, Control['inspect']>([
  [
    'throws',
    () => {
      throw new Error('broken on purpose');
    },
  ],
  ['rejects', () => Promise.reject(new Error('broken on purpose'))],
  ['hangs', () => new Promise<Verdict>(() => {})],
  [
    'finds something outside of the text',
    () => ({
      outcome: 'flag',
      findings: [{ rule: 'x', severity: 'low', confidence: 1, at: { part: 3, start: 0, end: 9 } }],
    }),
  ],
]);

const rows = controlRows().flatMap(({ id, control }) =>
  [...BREAKS].map(([how, inspect]) => ({ id, control, how, inspect })),
);

describe('the boundary uses the declared fail mode', () => {
  test.each(rows)('$id $how on a whole text', async ({ control, inspect }) => {
    const outcome = await breakWhole({ ...control, inspect });
    expect(outcome.stop?.action).toBe(control.failMode === 'closed' ? 'block' : undefined);
    expect(outcome.texts).toEqual(['a text that nobody judged']);
  });

  test.each(rows.filter(({ control }) => isStreamed(control)))('$id $how on a stream', async ({ control, inspect }) => {
    const delivered = await breakStream({ ...control, inspect }, 1_000_000);
    expect(delivered.stopped).toBe(control.failMode === 'closed');
    expect(delivered.text).toBe(control.failMode === 'closed' ? '' : 'a text that nobody judged');
  });

  test.each(
    controlRows().filter(({ control }) => isStreamed(control)),
  )('$id overflows when it must see the whole', async ({ control }) => {
    const pass: Control['inspect'] = () => ({ outcome: 'pass' });
    const delivered = await breakStream({ ...control, reach: 'whole', inspect: pass }, 10);
    expect(delivered.stopped).toBe(control.failMode === 'closed');
  });
});

function isStreamed(control: Control): boolean {
  return STREAMED.some((crossing) => control.crossings.includes(crossing));
}

async function breakWhole(control: Control): Promise<UnitOutcome> {
  const crossing = 'interface.request';
  const unit = { crossing, parts: [textPart('a text that nobody judged', caseLabel({ crossing }))] } as const;
  const wired = wiredOf(control, { deadlineMs: DEADLINE_MS });
  const context = contextOf(control, {});
  return inspectWhole(crossing, unit, [wired], () => context, UNWATCHED, new Records());
}

async function breakStream(control: Control, wholeLimit: number): Promise<Delivered> {
  const crossing = 'interface.response';
  const wired = wiredOf(control, { deadlineMs: DEADLINE_MS });
  const context = contextOf(control, {});
  return deliver({ wired, crossing, label: caseLabel({ crossing }), context, wholeLimit }, [
    'a text that ',
    'nobody judged',
  ]);
}
