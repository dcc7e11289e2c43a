import { LedgerError } from './error.ts';
import { EMPTY_ROOT, leafHash } from './merkle.ts';
import {
  type ConsistencyProof,
  consistencyPath,
  type InclusionProof,
  inclusionPath,
  rootFromInclusion,
  rootOf,
  rootsFromConsistency,
} from './proof.ts';
import { readLedger } from './read.ts';

/**
 * A proof that an entry is among the first `size` entries; all when absent. Together with a checkpoint of that size the
 * entry is proved to a stranger who sees nothing else. Throws `entry-not-found`.
 */
export async function inclusionProof(options: {
  readonly directory: string;
  readonly sequence: number;
  readonly size?: number;
}): Promise<InclusionProof> {
  const hashes = await entryHashes(options.directory, options.size);
  const hash = hashes[options.sequence];
  if (hash === undefined) throw notFound(options.sequence, hashes.length);
  const leaves = (index: number) => leafOf(hashes[index] ?? '');
  const size = hashes.length;
  const root = rootOf(leaves, 0, size).toString('hex');
  const path = inclusionPath(leaves, options.sequence, size).map((node) => node.toString('hex'));
  return { sequence: options.sequence, hash, size, root, path };
}

/** A proof that the first `first` entries are the beginning of the first `second`; all when absent. Throws `entry-not-found`. */
export async function consistencyProof(options: {
  readonly directory: string;
  readonly first: number;
  readonly second?: number;
}): Promise<ConsistencyProof> {
  const hashes = await entryHashes(options.directory, options.second);
  const { first } = options;
  if (first > hashes.length) throw notFound(first - 1, hashes.length);
  const leaves = (index: number) => leafOf(hashes[index] ?? '');
  const headOf = (size: number) => ({ size, root: rootOf(leaves, 0, size).toString('hex') });
  const path = consistencyPath(leaves, first, hashes.length).map((node) => node.toString('hex'));
  return { first: headOf(first), second: headOf(hashes.length), path };
}

/** Whether the proof leads from the entry hash to the root. Size and root must come together from a verified checkpoint. */
export function verifyInclusion(proof: InclusionProof): boolean {
  const [leaf, root, ...path] = [proof.hash, proof.root, ...proof.path].map(bytesOf);
  if (leaf === undefined || root === undefined || !areHashes(path)) return false;
  if (!isCount(proof.sequence) || !isCount(proof.size)) return false;
  return rootFromInclusion(leafHash(leaf), proof.sequence, proof.size, path)?.equals(root) === true;
}

/** Whether the smaller tree is the beginning of the larger one. Both roots must come from checkpoints that were verified. */
export function verifyConsistency(proof: ConsistencyProof): boolean {
  const [first, second, ...path] = [proof.first.root, proof.second.root, ...proof.path].map(bytesOf);
  if (first === undefined || second === undefined || !areHashes(path)) return false;
  const sizes = { first: proof.first.size, second: proof.second.size };
  if (!isCount(sizes.first) || !isCount(sizes.second) || sizes.first > sizes.second) return false;
  if (sizes.first === 0) return path.length === 0 && first.equals(EMPTY_ROOT);
  if (sizes.first === sizes.second) return path.length === 0 && first.equals(second);
  const roots = rootsFromConsistency(sizes, first, path);
  return roots?.first.equals(first) === true && roots.second.equals(second);
}

async function entryHashes(directory: string, size: number | undefined): Promise<readonly string[]> {
  const hashes: string[] = [];
  for await (const { entry } of readLedger(directory)) {
    if (hashes.length === size) break;
    if (entry.sequence === hashes.length) hashes.push(entry.hash);
  }
  if (size !== undefined && hashes.length < size) throw notFound(size - 1, hashes.length);
  return hashes;
}

function leafOf(hash: string): Buffer {
  return leafHash(Buffer.from(hash, 'hex'));
}

function bytesOf(hex: string): Buffer | undefined {
  return /^[0-9a-f]{64}$/.test(hex) ? Buffer.from(hex, 'hex') : undefined;
}

function areHashes(path: readonly (Buffer | undefined)[]): path is readonly Buffer[] {
  return path.every((node) => node !== undefined);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function notFound(sequence: number, entries: number): LedgerError {
  return new LedgerError('entry-not-found', `entry \`${sequence}\` is not among the \`${entries}\` entries`);
}
