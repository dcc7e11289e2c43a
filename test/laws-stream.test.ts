import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STREAMED } from './house/boundary.ts';
import { textsOf } from './house/case-view.ts';
import { caseRows, controlRows } from './house/catalog.ts';
import { cutFaults, heldFaults, randomCutFaults, senderOf } from './house/law-stream.ts';

/** Every text of every case, at every crossing of an answer where its control stands. */
const rows = caseRows().flatMap(({ id, kind, name, control, one }) =>
  STREAMED.filter((crossing) => control.crossings.includes(crossing)).flatMap((crossing) =>
    textsOf(one).map((text) => ({ id, kind, name, control, one, crossing, text })),
  ),
);

test('there are texts to cut', () => {
  expect(rows.length).toBeGreaterThan(50);
});

describe('any chunking of a case gives the result of the whole', () => {
  test.each(rows)('$id: $crossing: $kind: $name', async ({ control, one, crossing, text }) => {
    const send = senderOf(control, one, crossing);
    expect(await cutFaults(send, text)).toEqual([]);
    expect(await randomCutFaults(send, text, 1)).toEqual([]);
  });
});

describe('and so it does in the middle of an answer', () => {
  test.each(rows)('$id: $crossing: $kind: $name', async ({ control, one, crossing, text }) => {
    const answer = `Here is what I found. ${text} Anything else?`;
    expect(await cutFaults(senderOf(control, one, crossing), answer)).toEqual([]);
  });
});

describe('nothing is held back longer than the reach', () => {
  test.each(rows)('$id: $crossing: $kind: $name', async ({ control, one, crossing, text }) => {
    expect(await heldFaults(senderOf(control, one, crossing), text, control.reach)).toEqual([]);
  });
});

describe('cases joined in one answer, cut anywhere, give the result of the whole', () => {
  const standing = controlRows().flatMap((row) =>
    STREAMED.filter((crossing) => row.control.crossings.includes(crossing)).map((crossing) => ({ ...row, crossing })),
  );

  test.each(standing)('$id: $crossing', async ({ control, every, crossing }) => {
    const plain = every.filter((one) => one.config === undefined && textsOf(one).length > 0);
    const piece = fc.constantFrom(...plain.flatMap(textsOf), ' ', '\n\n', 'and then ', 'word');
    const joined = fc.array(piece, { minLength: 1, maxLength: 4 }).map((list) => list.join(''));
    const pseudonyms = Object.assign({}, ...plain.map((one) => one.pseudonyms));
    const [first] = plain;
    if (first === undefined) return;
    const send = senderOf(control, { ...first, pseudonyms }, crossing);
    for (const text of fc.sample(joined, { numRuns: 60, seed: 2 })) {
      expect(await randomCutFaults(send, text, 2), JSON.stringify(text)).toEqual([]);
    }
  });
});
