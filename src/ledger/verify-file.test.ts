import { copyFile, rename, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
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
  type Tampering,
} from './tampering.test-suite.ts';

const { copy, ledgers } = pristineLedger();

const TAMPERINGS: readonly Tampering[] = [
  [
    'two segments under each other\u0027s name',
    async (at) => {
      await rename(join(at, FIRST), join(at, 'aside'));
      await rename(join(at, SECOND), join(at, FIRST));
      await rename(join(at, 'aside'), join(at, SECOND));
    },
    [
      ['segment-misplaced', FIRST, 1, undefined],
      ['segment-misplaced', SECOND, 1, undefined],
    ],
  ],
  [
    'a segment that stands twice',
    (at) => copyFile(join(at, FIRST), join(at, '000004.rfl')),
    [['segment-duplicated', '000004.rfl', 1, undefined]],
  ],
  [
    'a deleted segment',
    (at) => rm(join(at, SECOND)),
    [
      ['segment-missing', LAST, 1, undefined],
      ['entry-deleted', LAST, 1, 5],
    ],
  ],
  [
    'the first segment deleted',
    (at) => rm(join(at, FIRST)),
    [
      ['segment-missing', SECOND, 1, undefined],
      ['entry-deleted', SECOND, 1, 0],
    ],
  ],
  [
    'an edited header',
    (at) => editLines(at, SECOND, (lines) => lines.with(0, lines[0]?.replace(/"at":\d+/, '"at":5') ?? '')),
    [['header-edited', SECOND, 1, undefined]],
  ],
  [
    'a header with another tree and a fitting hash',
    (at) =>
      editLines(at, SECOND, (lines) =>
        rechained(
          lines.with(
            0,
            rehashed(lines[0] ?? '', (prefix) => prefix.replace(/"edge":\["./, '"edge":["f')),
          ),
          1,
        ),
      ),
    [
      ['header-edited', SECOND, 1, undefined],
      ['entry-replaced', LAST, 1, 9],
      ['checkpoint-mismatch', 'checkpoints', undefined, 5],
    ],
  ],
  [
    'a segment without its header',
    (at) => editLines(at, LAST, (lines) => lines.slice(1)),
    [
      ['line-malformed', LAST, 1, undefined],
      ['tail-truncated', 'checkpoints', undefined, 10],
    ],
  ],
  [
    'an empty segment',
    (at) => truncate(join(at, LAST), 0),
    [
      ['line-malformed', LAST, undefined, undefined],
      ['tail-truncated', 'checkpoints', undefined, 10],
    ],
  ],
  [
    'a cut tail',
    (at) => editLines(at, LAST, (lines) => lines.slice(0, -1)),
    [['tail-truncated', 'checkpoints', undefined, 11]],
  ],
  ['the last segment deleted', (at) => rm(join(at, LAST)), [['tail-truncated', 'checkpoints', undefined, 10]]],
  [
    'the last segment of another writer with the same key',
    (at) => copyFile(join(ledgers.foreign, LAST), join(at, LAST)),
    [
      ['writer-mixed', LAST, 1, undefined],
      ['tail-truncated', 'checkpoints', undefined, 10],
    ],
  ],
  [
    'a segment of another writer added',
    (at) => copyFile(join(ledgers.foreign, FIRST), join(at, '000004.rfl')),
    [['writer-mixed', '000004.rfl', 1, undefined]],
  ],
  [
    'an edited checkpoint',
    (at) => editLines(at, 'checkpoints', (lines) => lines.with(28, '13')),
    [['checkpoint-forged', 'checkpoints', 28, undefined]],
  ],
  [
    'a checkpoint with a signature of another text',
    (at) => editLines(at, 'checkpoints', (lines) => lines.with(34, lines[25] ?? '')),
    [['checkpoint-forged', 'checkpoints', 28, undefined]],
  ],
  [
    'a checkpoint that is none',
    (at) => editLines(at, 'checkpoints', (lines) => lines.with(10, 'many')),
    [['checkpoint-malformed', 'checkpoints', 10, undefined]],
  ],
  [
    'a deleted checkpoint',
    (at) => editLines(at, 'checkpoints', (lines) => lines.toSpliced(9, 9)),
    [['checkpoint-missing', 'checkpoints', 10, undefined]],
  ],
  [
    'all checkpoints deleted',
    (at) => rm(join(at, 'checkpoints')),
    [['checkpoint-missing', 'checkpoints', undefined, undefined]],
  ],
  [
    'the payload of another text',
    (at) => editLines(at, '000001.rfp', (lines) => lines.map((line) => line.replace(/"sealed":"../, '"sealed":"AA'))),
    [['payload-altered', '000001.rfp', 1, 3]],
  ],
  ['a deleted payload', (at) => rm(join(at, '000001.rfp')), [['payload-missing', '000001.rfp', undefined, 3]]],
  [
    'a payload erased without an entry that says so',
    (at) =>
      editLines(at, '000001.rfp', (lines) =>
        lines.map((line) => line.replace(/"salt":"[0-9a-f]*"/, `"salt":"${'0'.repeat(64)}"`)),
      ),
    [['payload-missing', '000001.rfp', undefined, 3]],
  ],
  [
    'a payload that no entry names',
    (at) => editLines(at, '000001.rfp', (lines) => [...lines, lines[0]?.replace('"sequence":3', '"sequence":2') ?? '']),
    [['payload-stray', '000001.rfp', 2, 2]],
  ],
];

describe('a verification names', () => {
  test.each(TAMPERINGS)('%s', async (_what, tamper, expected) => {
    const directory = await copy();
    await tamper(directory);
    expect(await found(directory)).toEqual(expected);
  });
});
