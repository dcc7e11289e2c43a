import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leafHash, RightEdge } from './merkle.ts';
import { consistencyPath, inclusionPath, rootFromInclusion, rootOf, rootsFromConsistency } from './proof.ts';

/** The leaves and values that the Certificate Transparency implementations of RFC 6962 test with. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (hex) => leafHash(Buffer.from(hex, 'hex')),
);
const leaf = (index: number): Buffer => LEAVES[index] ?? Buffer.alloc(0);

const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const INCLUSION = [
  {
    index: 0,
    size: 8,
    path: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    index: 5,
    size: 8,
    path: [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
  { index: 2, size: 3, path: ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'] },
  {
    index: 1,
    size: 5,
    path: [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
];

const CONSISTENCY = [
  { first: 1, second: 1, path: [] },
  {
    first: 1,
    second: 8,
    path: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    first: 6,
    second: 8,
    path: [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
  {
    first: 2,
    second: 5,
    path: [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
];

describe('the tree of RFC 6962', () => {
  test.each(ROOTS.map((root, size) => ({ root, size })))('of $size leaves has the root of the test vector', ({
    root,
    size,
  }) => {
    expect(rootOf(leaf, 0, size).toString('hex')).toBe(root);
  });

  test.each(INCLUSION)('proves leaf $index of $size with the path of the test vector', ({ index, size, path }) => {
    expect(inclusionPath(leaf, index, size).map((node) => node.toString('hex'))).toEqual(path);
  });

  test.each(CONSISTENCY)('proves that $first is the beginning of $second as the test vector does', ({
    first,
    second,
    path,
  }) => {
    expect(consistencyPath(leaf, first, second).map((node) => node.toString('hex'))).toEqual(path);
  });

  test('goes on from a stored right edge as if it had never stopped', () => {
    const half = new RightEdge();
    for (const one of LEAVES.slice(0, 5)) half.add(one);
    const resumed = new RightEdge(
      5,
      half.nodes.map((node) => Buffer.from(node, 'hex')),
    );
    for (const one of LEAVES.slice(5)) resumed.add(one);
    expect(resumed.root().toString('hex')).toBe(ROOTS[8]);
  });
});

const manyLeaves = Array.from({ length: 200 }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));
const many = (index: number): Buffer => manyLeaves[index] ?? Buffer.alloc(0);

describe('proofs', () => {
  test('of every leaf of every small tree lead to the root, and no other leaf or place does', () => {
    for (let size = 1; size <= 34; size += 1) {
      const root = rootOf(many, 0, size);
      for (let index = 0; index < size; index += 1) {
        const path = inclusionPath(many, index, size);
        expect(rootFromInclusion(many(index), index, size, path)).toEqual(root);
        expect(rootFromInclusion(many(index + 1), index, size, path)).not.toEqual(root);
        expect(rootFromInclusion(many(index), index + 1, size, path)).not.toEqual(root);
      }
    }
  });

  test('of consistency lead to both roots for all sizes', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }));
    fc.assert(
      fc.property(sizes, ([one, other]) => {
        const [first, second] = [Math.min(one, other), Math.max(one, other)];
        if (first === second) return;
        const path = consistencyPath(many, first, second);
        const roots = rootsFromConsistency({ first, second }, rootOf(many, 0, first), path);
        expect(roots).toEqual({ first: rootOf(many, 0, first), second: rootOf(many, 0, second) });
      }),
    );
  });

  test('that are too long or too short lead nowhere', () => {
    const path = inclusionPath(many, 3, 8);
    expect(rootFromInclusion(many(3), 3, 8, path.slice(1))).toBeUndefined();
    expect(rootFromInclusion(many(3), 3, 8, [...path, many(0)])).toBeUndefined();
    const steps = consistencyPath(many, 3, 8);
    expect(rootsFromConsistency({ first: 3, second: 8 }, many(0), steps.slice(1))).toBeUndefined();
    expect(rootsFromConsistency({ first: 3, second: 8 }, many(0), [...steps, many(0)])).toBeUndefined();
  });
});
