import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case, Control } from '../src/core/index.ts';
import { type Delivered, deliver, piecesOf, STREAMED, wiredOf } from './house/boundary.ts';
import { caseLabel, textsOf } from './house/case-view.ts';
import { caseRows, controlRows } from './house/catalog.ts';
import { contextOf } from './house/means.ts';

/** Texts up to this length are cut at every single place; longer ones at evenly spread places. */
const CUT_EVERYWHERE = 400;

type StreamedCrossing = (typeof STREAMED)[number];

/** Every text of every case, at every crossing of an answer where its control stands. */
const rows = caseRows().flatMap(({ id, kind, name, control, one }) =>
  STREAMED.filter((crossing) => control.crossings.includes(crossing)).flatMap((crossing) =>
    textsOf(one).map((text) => ({ id, kind, name, control, one, crossing, text })),
  ),
);

describe('any chunking of a case gives the result of the whole', () => {
  test('there are such cases', () => {
    expect(rows.length).toBeGreaterThan(50);
  });

  test.each(rows)('$id: $crossing: $kind: $name', async ({ control, one, crossing, text }) => {
    const send = senderOf(control, one, crossing);
    const whole = asDelivered(await send([text]));
    for (const cut of cutsOf(text)) {
      const parts = [text.slice(0, cut), text.slice(cut)];
      expect(asDelivered(await send(parts)), `cut at ${cut} of ${text.length}`).toEqual(whole);
    }
    expect(asDelivered(await send([...text])), 'character by character').toEqual(whole);
  });

  test.each(rows)('cut anywhere, any number of times: $id: $crossing: $kind: $name', async ({
    control,
    one,
    crossing,
    text,
  }) => {
    const send = senderOf(control, one, crossing);
    const whole = asDelivered(await send([text]));
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: text.length }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        expect(asDelivered(await send(piecesOf(text, places)))).toEqual(whole);
      }),
      { numRuns: 20, seed: 1 },
    );
  });
});

const standing = controlRows().filter(({ control }) =>
  STREAMED.some((crossing) => control.crossings.includes(crossing)),
);

describe('texts of cases joined in one answer, cut anywhere, give the result of the whole', () => {
  test.each(standing)('$id', async ({ control, every }) => {
    const crossing = STREAMED.find((name) => control.crossings.includes(name)) ?? 'interface.response';
    const texts = every.flatMap((one) => (one.config === undefined ? textsOf(one) : []));
    const [first] = every;
    if (first === undefined || texts.length === 0) return;
    const piece = fc.constantFrom(...texts, ' ', '\n\n', 'and then ', 'word');
    const answer = fc.array(piece, { minLength: 1, maxLength: 4 }).map((list) => list.join(''));
    await fc.assert(
      fc.asyncProperty(
        answer,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
        async (text, at) => {
          const send = senderOf(control, { ...first, config: undefined }, crossing);
          const places = at.map((share) => Math.floor(share * text.length));
          expect(asDelivered(await send(piecesOf(text, places)))).toEqual(asDelivered(await send([text])));
        },
      ),
      { numRuns: 60, seed: 2 },
    );
  });
});

describe('nothing is held back longer than the reach', () => {
  test.each(standing)('$id', async ({ control, every }) => {
    if (control.reach === 'whole') return;
    const limit = control.reach + 1; // one more for half of a character that needs two code units
    for (const one of every) {
      for (const text of textsOf(one)) {
        for (const crossing of STREAMED.filter((name) => control.crossings.includes(name))) {
          const { mostHeld } = await senderOf(control, one, crossing)(piecesOf(text, everyThird(text)));
          expect(mostHeld, one.name).toBeLessThanOrEqual(limit + 3);
        }
      }
    }
  });
});

function senderOf(
  control: Control,
  one: Case,
  crossing: StreamedCrossing,
): (pieces: readonly string[]) => Promise<Delivered> {
  const label = caseLabel({
    crossing,
    ...(one.crossing === crossing && one.label !== undefined && { label: one.label }),
  });
  return (pieces) => deliver({ wired: wiredOf(control), crossing, label, context: contextOf(control, one) }, pieces);
}

/** What must not depend on the cuts. */
function asDelivered({ text, stopped, action, findings }: Delivered) {
  return { text, stopped, action, findings: stopped ? findings.slice(0, 1) : findings };
}

function cutsOf(text: string): readonly number[] {
  const step = Math.max(1, Math.floor(text.length / CUT_EVERYWHERE));
  const cuts: number[] = [];
  for (let cut = 1; cut < text.length; cut += step) cuts.push(cut);
  return cuts;
}

function everyThird(text: string): readonly number[] {
  return Array.from({ length: Math.floor(text.length / 3) }, (_, index) => (index + 1) * 3);
}
