import { describe, expect, test } from 'vitest';
import {
  editLines,
  FIRST,
  found,
  LAST,
  pristineLedger,
  rechained,
  rehashed,
  SECOND,
  swapped,
  type Tampering,
} from './tampering.test-suite.ts';
import { linesOf } from './temporary.test-suite.ts';

const { copy } = pristineLedger();

const TAMPERINGS: readonly Tampering[] = [
  [
    'an edited entry',
    (at) => editLines(at, FIRST, (lines) => lines.map((line) => line.replace('"number":2', '"number":7'))),
    [['entry-edited', FIRST, 4, 2]],
  ],
  [
    'an entry with an edited number',
    (at) => editLines(at, FIRST, (lines) => lines.map((line) => line.replace('"sequence":2,', '"sequence":4,'))),
    [['entry-edited', FIRST, 4, 4]],
  ],
  [
    'an edited entry with a fitting hash',
    (at) =>
      editLines(at, FIRST, (lines) =>
        lines.with(
          3,
          rehashed(lines[3] ?? '', (prefix) => prefix.replace('"number":2', '"number":7')),
        ),
      ),
    [
      ['entry-replaced', FIRST, 4, 2],
      ['checkpoint-mismatch', 'checkpoints', undefined, 0],
    ],
  ],
  [
    'an edited entry with everything after it in its segment chained anew',
    (at) =>
      editLines(at, LAST, (lines) =>
        rechained(
          lines.with(
            1,
            rehashed(lines[1] ?? '', (prefix) => prefix.replace('"number":10', '"number":99')),
          ),
          2,
        ),
      ),
    [['checkpoint-mismatch', 'checkpoints', undefined, 10]],
  ],
  [
    'a line that is no JSON',
    (at) => editLines(at, FIRST, (lines) => lines.with(3, 'gone')),
    [
      ['line-malformed', FIRST, 4, undefined],
      ['entry-deleted', FIRST, 5, 2],
    ],
  ],
  ['a deleted entry', (at) => editLines(at, FIRST, (lines) => lines.toSpliced(3, 1)), [['entry-deleted', FIRST, 4, 2]]],
  [
    'several deleted entries',
    (at) => editLines(at, FIRST, (lines) => lines.toSpliced(2, 3)),
    [
      ['entry-deleted', FIRST, 3, 1],
      ['payload-stray', '000001.rfp', 1, 3],
    ],
  ],
  [
    'the last entry of a segment deleted',
    (at) => editLines(at, FIRST, (lines) => lines.slice(0, -1)),
    [['entry-deleted', SECOND, 1, 4]],
  ],
  [
    'a deleted entry with the rest chained anew',
    (at) => editLines(at, LAST, (lines) => rechained(lines.toSpliced(1, 1), 1)),
    [['entry-deleted', LAST, 2, 10]],
  ],
  [
    'an inserted entry',
    (at) =>
      editLines(at, FIRST, (lines) => {
        const forged = rehashed(lines[3] ?? '', (prefix) => prefix.replace('"number":2', '"number":7'));
        return lines.toSpliced(3, 0, forged);
      }),
    [['entry-inserted', FIRST, 4, 2]],
  ],
  [
    'an inserted entry that is chained to the one before',
    (at) =>
      editLines(at, FIRST, (lines) => {
        const previous = lines[2]?.slice(-66, -2) ?? '';
        const forged = `{"sequence":99,"previous":"${previous}","body":{"kind":"act","at":1}`;
        return lines.toSpliced(
          3,
          0,
          rehashed(`${forged}${' '.repeat(75)}`, (prefix) => prefix),
        );
      }),
    [['entry-inserted', FIRST, 4, 99]],
  ],
  [
    'two entries in each other\u0027s place',
    (at) => editLines(at, FIRST, (lines) => swapped(lines, 2, 3)),
    [['entry-reordered', FIRST, 3, 2]],
  ],
  [
    'an entry moved to another segment',
    async (at) => {
      const moved = (await linesOf(at, FIRST))[3] ?? '';
      await editLines(at, FIRST, (lines) => lines.toSpliced(3, 1));
      await editLines(at, SECOND, (lines) => lines.toSpliced(2, 0, moved));
    },
    [
      ['entry-deleted', FIRST, 4, 2],
      ['entry-inserted', SECOND, 3, 2],
    ],
  ],
  [
    'an entry added at the end of a segment',
    (at) =>
      editLines(at, FIRST, (lines) => {
        const last = lines.at(-1) ?? '';
        return rechained([...lines, last.replace('"sequence":4', '"sequence":5')], lines.length);
      }),
    [['entry-inserted', FIRST, 7, 5]],
  ],
  [
    'a duplicated entry',
    (at) => editLines(at, FIRST, (lines) => lines.toSpliced(5, 0, lines[3] ?? '')),
    [['entry-duplicated', FIRST, 6, 2]],
  ],
];

describe('a verification names', () => {
  test.each(TAMPERINGS)('%s', async (_what, tamper, expected) => {
    const directory = await copy();
    await tamper(directory);
    expect(await found(directory)).toEqual(expected);
  });
});
