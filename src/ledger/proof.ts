import { nodeHash, RightEdge } from './merkle.ts';

/** Shows that an entry is in a tree. Hashes are hex. */
export interface InclusionProof {
  /** The number of the entry and, as its leaf, the entry hash. */
  readonly sequence: number;
  readonly hash: string;
  readonly size: number;
  readonly root: string;
  readonly path: readonly string[];
}

/** Shows that a tree is the beginning of a larger one. Hashes are hex. */
export interface ConsistencyProof {
  readonly first: { readonly size: number; readonly root: string };
  readonly second: { readonly size: number; readonly root: string };
  readonly path: readonly string[];
}

/** Leaf hashes by number. */
export type Leaves = (index: number) => Buffer;

/** RFC 6962, section 2.1: the root over the leaves from `start` to before `end`. */
export function rootOf(leaves: Leaves, start: number, end: number): Buffer {
  const edge = new RightEdge();
  for (let index = start; index < end; index += 1) edge.add(leaves(index));
  return edge.root();
}

/** RFC 6962, section 2.1.1: PATH(index, D[size]), from the leaf up. */
export function inclusionPath(leaves: Leaves, index: number, size: number): readonly Buffer[] {
  const path: Buffer[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start);
    path.push(index < middle ? rootOf(leaves, middle, end) : rootOf(leaves, start, middle));
    if (index < middle) end = middle;
    else start = middle;
  }
  return path.reverse();
}

/** RFC 6962, section 2.1.2: PROOF(first, D[second]), from the leaf up. */
export function consistencyPath(leaves: Leaves, first: number, second: number): readonly Buffer[] {
  if (first === 0 || first === second) return [];
  const path: Buffer[] = [];
  let [start, end] = [0, second];
  while (end !== first) {
    const middle = start + largestPowerBelow(end - start);
    path.push(first <= middle ? rootOf(leaves, middle, end) : rootOf(leaves, start, middle));
    if (first <= middle) end = middle;
    else start = middle;
  }
  if (start > 0) path.push(rootOf(leaves, start, end)); // a subtree of the old tree that does not begin it must be named
  return path.reverse();
}

/** RFC 9162, section 2.1.3.2 (the same proofs as RFC 6962): the root that a leaf hash and a path lead to. */
export function rootFromInclusion(
  leaf: Buffer,
  index: number,
  size: number,
  path: readonly Buffer[],
): Buffer | undefined {
  if (index >= size) return undefined;
  let [node, place, last] = [leaf, index, size - 1];
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (place % 2 === 1 || place === last) {
      node = nodeHash(sibling, node);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      node = nodeHash(node, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 ? node : undefined;
}

/** RFC 9162, section 2.1.4.2: both roots that a path leads to, when the smaller tree is not empty. */
export function rootsFromConsistency(
  sizes: { readonly first: number; readonly second: number },
  firstRoot: Buffer,
  path: readonly Buffer[],
): { readonly first: Buffer; readonly second: Buffer } | undefined {
  const nodes = isPowerOfTwo(sizes.first) ? [firstRoot, ...path] : path;
  const [start, ...rest] = nodes;
  if (start === undefined) return undefined;
  let [place, last] = [sizes.first - 1, sizes.second - 1];
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  let [left, right] = [start, start];
  for (const node of rest) {
    if (last === 0) return undefined;
    if (place % 2 === 1 || place === last) {
      left = nodeHash(node, left);
      right = nodeHash(node, right);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      right = nodeHash(right, node);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 ? { first: left, second: right } : undefined;
}

function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

function isPowerOfTwo(count: number): boolean {
  return largestPowerBelow(count * 2) === count;
}

function half(count: number): number {
  return Math.floor(count / 2);
}
