import { beforeAll, describe, expect, test } from 'vitest';
import { consistencyProof, inclusionProof, openLedger, verifyConsistency, verifyInclusion } from './index.ts';
import { body, options, temporaryFolders } from './temporary.test-suite.ts';

const folders = temporaryFolders();
let directory = '';
const heads: { readonly size: number; readonly root: string }[] = [];

beforeAll(async () => {
  directory = await folders.make();
  const ledger = await openLedger(options(directory, { segmentBytes: 1_500 }));
  for (let number = 0; number < 13; number += 1) {
    await ledger.append(body(number));
    heads.push((await ledger.checkpoint()).checkpoint);
  }
  await ledger.close();
});

describe('an inclusion proof', () => {
  test('shows every entry to be in the tree of every checkpoint after it', async () => {
    for (let sequence = 0; sequence < 13; sequence += 3) {
      for (const { size, root } of heads.slice(sequence)) {
        const proof = await inclusionProof({ directory, sequence, size });
        expect(proof.root).toBe(root);
        expect(verifyInclusion(proof)).toBe(true);
      }
    }
  });

  test.each([
    { what: 'another entry', change: { hash: 'a'.repeat(64) } },
    { what: 'another place', change: { sequence: 4 } },
    { what: 'a size of another shape', change: { size: 6 } },
    { what: 'another root', change: { root: 'a'.repeat(64) } },
    { what: 'a path of other nodes', change: { path: ['a'.repeat(64)] } },
    { what: 'no path', change: { path: [] } },
    { what: 'a path that is no path', change: { path: ['x'] } },
    { what: 'a place that is no place', change: { sequence: -1 } },
  ])('does not hold for $what', async ({ change }) => {
    const proof = await inclusionProof({ directory, sequence: 5 });
    expect(verifyInclusion(proof)).toBe(true);
    expect(verifyInclusion({ ...proof, ...change })).toBe(false);
  });

  test('is not made for an entry that is not there', async () => {
    await expect(inclusionProof({ directory, sequence: 13 })).rejects.toMatchObject({ code: 'entry-not-found' });
    await expect(inclusionProof({ directory, sequence: 0, size: 14 })).rejects.toMatchObject({
      code: 'entry-not-found',
    });
  });
});

describe('a consistency proof', () => {
  test('shows every checkpoint to be the beginning of every later one', async () => {
    for (const first of heads) {
      for (const second of heads.slice(first.size - 1)) {
        const proof = await consistencyProof({ directory, first: first.size, second: second.size });
        expect([proof.first.root, proof.second.root]).toEqual([first.root, second.root]);
        expect(verifyConsistency(proof)).toBe(true);
      }
    }
  });

  test('holds from nothing', async () => {
    expect(verifyConsistency(await consistencyProof({ directory, first: 0 }))).toBe(true);
  });

  test('does not hold for a forked ledger', async () => {
    const proof = await consistencyProof({ directory, first: 6 });
    const forked = { ...proof, first: { size: 6, root: 'b'.repeat(64) } };
    expect(verifyConsistency(forked)).toBe(false);
    expect(verifyConsistency({ ...proof, second: { size: 13, root: 'b'.repeat(64) } })).toBe(false);
    expect(verifyConsistency({ ...proof, path: proof.path.slice(1) })).toBe(false);
    expect(verifyConsistency({ ...proof, first: proof.second, second: proof.first })).toBe(false);
  });

  test('is not made for a size that is not there', async () => {
    await expect(consistencyProof({ directory, first: 14 })).rejects.toMatchObject({ code: 'entry-not-found' });
  });
});
