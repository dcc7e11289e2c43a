import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CATALOG } from '../src/controls/index.ts';
import type { Case } from '../src/core/index.ts';
import { loadConfiguration } from '../src/policy/index.ts';
import { deliverThrough, piecesOf, STREAMED } from './house/boundary.ts';
import { caseLabel, textsOf } from './house/case-view.ts';
import { caseRows } from './house/catalog.ts';
import { type CaseContext, contextOf } from './house/means.ts';

/** A policy that says nothing about controls: all of them, as they are by default. */
const POLICY = `ringfort: policy/v1
providers:
  obedient: { dialects: [openai, anthropic], base_url: "ringfort:obedient" }
models:
  support: { provider: obedient, model: obedient-1 }
`;

const loaded = loadConfiguration({ file: 'ringfort.yaml', text: POLICY, controls: CATALOG, environment: {}, now: 0 });
const chain = loaded.ok
  ? STREAMED.flatMap((crossing) => loaded.configuration.controlsAt(crossing).map((wired) => ({ crossing, wired })))
  : [];

test('the default policy loads, and answers pass several controls', () => {
  expect(loaded.ok ? [] : loaded.problems.map((problem) => problem.toDisplay())).toEqual([]);
  expect(chain.length).toBeGreaterThan(3);
});

describe('through all controls together, a streamed answer is what the whole would have been', () => {
  const rows = caseRows().flatMap((row) => {
    const [text, ...others] = textsOf(row.one);
    return text === undefined || others.length > 0 || text.length > 2000 ? [] : [{ ...row, text }];
  });

  test.each(rows)('$id: $kind: $name', async ({ one, text }) => {
    const answer = `Here is what I found. ${text} Anything else?`;
    const whole = await received(one, [answer]);
    expect(await received(one, [...answer]), 'character by character').toEqual(whole);
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: answer.length }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        expect(await received(one, piecesOf(answer, places))).toEqual(whole);
      }),
      { numRuns: 8, seed: 4 },
    );
  });
});

/** What a client gets: the text, and whether it was stopped. */
async function received(one: Case, pieces: readonly string[]) {
  const contexts = new Map<string, CaseContext>();
  const { pseudonyms, prompts, registry } = one;
  const means = { ...(pseudonyms && { pseudonyms }), ...(prompts && { prompts }), ...(registry && { registry }) };
  const label = caseLabel({ crossing: 'model.completion' });
  const contextFor = ({ control }: (typeof chain)[number]['wired']) => {
    const context = contexts.get(control.id) ?? contextOf(control, means);
    contexts.set(control.id, context);
    return context;
  };
  const { text, stopped } = await deliverThrough({ chain, label, contextFor, wholeLimit: 1_000_000 }, pieces);
  return { text, stopped };
}
