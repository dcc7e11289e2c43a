import { createHash } from 'node:crypto';
import { appendFile, copyFile, cp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openLedger } from './open.ts';
import {
  body,
  KEYS,
  keyPair,
  linesOf,
  options,
  temporaryFolders,
  writeLines,
  writtenLedger,
} from './temporary.test-suite.ts';
import { verifyLedger } from './verify.ts';

const folders = temporaryFolders();
const { publicKey } = KEYS;

/** Twelve entries in three segments of five, five and two; entry 3 has a payload; checkpoints at 0, 5, 10 and 12. */
let pristine = '';
let foreign = '';
const SEGMENT_BYTES = 1_500;

beforeAll(async () => {
  pristine = await folders.make();
  await writtenLedger(pristine, 12, { segmentBytes: SEGMENT_BYTES, payloads: [3] });
  foreign = await folders.make();
  await writtenLedger(foreign, 12, { segmentBytes: SEGMENT_BYTES, random: (size) => new Uint8Array(size).fill(0xee) });
});

async function copyOfPristine(): Promise<string> {
  const directory = await folders.make();
  await cp(pristine, directory, { recursive: true });
  return directory;
}

async function editLines(directory: string, file: string, edit: (lines: string[]) => readonly string[]): Promise<void> {
  await writeLines(directory, file, edit(await linesOf(directory, file)));
}

/** What an attacker without the key can still do: give a changed line the hash that fits it. */
function rehashed(line: string, change: (prefix: string) => string): string {
  const prefix = change(line.slice(0, -75));
  return `${prefix},"hash":"${createHash('sha256').update(prefix).digest('hex')}"}`;
}

/** Chains all lines anew from an index on, as somebody would who rewrites history. */
function rechained(lines: readonly string[], from: number): string[] {
  const out = [...lines];
  for (let index = from; index < out.length; index += 1) {
    const previous = out[index - 1]?.slice(-66, -2) ?? '';
    out[index] = rehashed(out[index] ?? '', (prefix) =>
      prefix.replace(/"previous":"[0-9a-f]{64}"/, `"previous":"${previous}"`),
    );
  }
  return out;
}

function swapped(lines: string[], left: number, right: number): string[] {
  const out = [...lines];
  [out[left], out[right]] = [lines[right] ?? '', lines[left] ?? ''];
  return out;
}

async function found(directory: string, over: object = {}) {
  const report = await verifyLedger({ directory, publicKey, ...over });
  expect(report.ok).toBe(report.problems.length === 0);
  return report.problems.map(({ code, file, line, sequence }) => [code, file, line, sequence]);
}

test('a ledger that nobody touched verifies', async () => {
  const report = await verifyLedger({ directory: pristine, publicKey });
  expect(report).toMatchObject({
    ok: true,
    entries: 12,
    segments: 3,
    checkpoints: 4,
    signed: 12,
    tornBytes: 0,
    problems: [],
  });
  expect(report.root).toMatch(/^[0-9a-f]{64}$/);
  expect(await verifyLedger({ directory: foreign, publicKey })).toMatchObject({ ok: true });
});

type Tampering = (directory: string) => Promise<unknown>;
const FIRST = '000001.rfl';
const SECOND = '000002.rfl';
const LAST = '000003.rfl';

/** Each row: what was done, how, and every problem that must be named: code, file, line, sequence. */
const TAMPERINGS: readonly [string, Tampering, readonly unknown[]][] = [
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
    (at) => copyFile(join(foreign, LAST), join(at, LAST)),
    [
      ['writer-mixed', LAST, 1, undefined],
      ['tail-truncated', 'checkpoints', undefined, 10],
    ],
  ],
  [
    'a segment of another writer added',
    (at) => copyFile(join(foreign, FIRST), join(at, '000004.rfl')),
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
    const directory = await copyOfPristine();
    await tamper(directory);
    expect(await found(directory)).toEqual(expected);
  });

  test('a wrong key', async () => {
    const report = await verifyLedger({ directory: pristine, publicKey: keyPair(8).publicKey });
    expect(report.ok).toBe(false);
    expect(report.signed).toBe(0);
    expect(report.problems.map(({ code, file }) => [code, file])).toEqual([
      ['key-wrong', 'checkpoints'],
      ['key-wrong', FIRST],
    ]);
  });

  test('a payload that an entry says is erased and that was put back', async () => {
    const directory = await copyOfPristine();
    const ledger = await openLedger(options(directory));
    await ledger.erasePayload(3);
    await ledger.close();
    expect(await found(directory)).toEqual([]);
    await copyFile(join(pristine, '000001.rfp'), join(directory, '000001.rfp'));
    expect(await found(directory)).toEqual([['payload-not-erased', LAST, undefined, 3]]);
  });
});

describe('an anchor that was kept outside', () => {
  const anchorOf = async (directory: string) => {
    const { entries, root = '' } = await verifyLedger({ directory, publicKey });
    return { size: entries, root };
  };

  test('shows that the whole end is gone, signatures included', async () => {
    const expected = await anchorOf(pristine);
    const directory = await copyOfPristine();
    await rm(join(directory, LAST));
    await editLines(directory, 'checkpoints', (lines) => lines.slice(0, 27));
    expect(await found(directory)).toEqual([]); // without an anchor nobody can tell
    expect(await found(directory, { expect: expected })).toEqual([
      ['anchor-not-reached', 'checkpoints', undefined, 10],
    ]);
  });

  test('shows that another history was signed with the true key', async () => {
    const forked = await folders.make();
    await writtenLedger(forked, 12, { segmentBytes: SEGMENT_BYTES });
    expect(await found(forked)).toEqual([]);
    expect(await found(forked, { expect: await anchorOf(pristine) })).toEqual([
      ['anchor-mismatch', 'checkpoints', undefined, undefined],
    ]);
  });

  test('of an earlier size still holds later', async () => {
    const expected = await anchorOf(pristine);
    const directory = await copyOfPristine();
    await writtenLedger(directory, 30, { segmentBytes: SEGMENT_BYTES });
    expect(await found(directory, { expect: expected })).toEqual([]);
  });

  test.each([
    { size: -1, root: 'a'.repeat(64) },
    { size: 1.5, root: 'a'.repeat(64) },
    { size: 1, root: 'A' },
  ])('must have the form of one: %o', async (expected) => {
    const verified = verifyLedger({ directory: pristine, publicKey, expect: expected });
    await expect(verified).rejects.toMatchObject({ code: 'anchor-invalid' });
  });
});

describe('a verification', () => {
  test('of a directory without a ledger is refused', async () => {
    const verified = verifyLedger({ directory: await folders.make(), publicKey });
    await expect(verified).rejects.toMatchObject({ code: 'ledger-not-found' });
  });

  test('does not take an unfinished last line for an entry, nor for a fault', async () => {
    const directory = await copyOfPristine();
    await appendFile(join(directory, LAST), '{"sequence":12,"prev');
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 12, tornBytes: 20 });
  });

  test('says how many entries no signature covers yet', async () => {
    const directory = await folders.make();
    const ledger = await openLedger(options(directory));
    await ledger.append(body(0));
    await ledger.append(body(1));
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 2, signed: 0 });
    await ledger.close();
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 2, signed: 2 });
  });

  test('holds while entries are written', async () => {
    const directory = await folders.make();
    const ledger = await openLedger(options(directory, { segmentBytes: 4_000, checkpointEvery: 3 }));
    for (let round = 0; round < 20; round += 1) {
      const appended = Array.from({ length: 10 }, (_, number) => ledger.append(body(number), Buffer.from('text')));
      const [report] = await Promise.all([verifyLedger({ directory, publicKey }), ...appended]);
      expect(report.problems).toEqual([]);
    }
    await ledger.close();
  });

  test('counts all problems and lists a thousand', async () => {
    const directory = await folders.make();
    const ledger = await openLedger(options(directory));
    await Promise.all(Array.from({ length: 1_200 }, (_, number) => ledger.append(body(number))));
    await ledger.close();
    await editLines(directory, FIRST, (lines) => lines.map((line) => line.replace('"tool"', '"took"')));
    const report = await verifyLedger({ directory, publicKey });
    expect(report.problemCount).toBe(1_200);
    expect(report.problems).toHaveLength(1_000);
  });

  test('finds every single changed byte', async () => {
    const directory = await copyOfPristine();
    const path = join(directory, LAST);
    const whole = await readFile(path);
    for (let offset = 0; offset < whole.length; offset += 7) {
      const changed = Buffer.from(whole);
      changed[offset] = (whole[offset] ?? 0) ^ 1;
      await writeFile(path, changed);
      expect((await verifyLedger({ directory, publicKey })).ok, `byte ${offset}`).toBe(false);
    }
  });
});
