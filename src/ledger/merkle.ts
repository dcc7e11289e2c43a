import { hash } from 'node:crypto';

/** RFC 6962, section 2.1: the hash of a leaf is SHA-256 of a zero byte and the leaf. */
export function leafHash(leaf: Uint8Array): Buffer {
  if (leaf.length !== 32) return hash('sha256', Buffer.concat([LEAF_PREFIX, leaf]), 'buffer');
  LEAF_SPACE.set(leaf, 1);
  return hash('sha256', LEAF_SPACE, 'buffer');
}

/** RFC 6962, section 2.1: the hash of a node is SHA-256 of a one byte and its two children. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  NODE_SPACE.set(left, 1);
  NODE_SPACE.set(right, 33);
  return hash('sha256', NODE_SPACE, 'buffer');
}

/** The root of a tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Buffer = hash('sha256', '', 'buffer');

/**
 * A Merkle tree that only grows, kept as the roots of its complete subtrees, largest first. That is enough to add
 * leaves and to know the root, in memory that grows with the logarithm of the size.
 */
export class RightEdge {
  #size: number;
  readonly #nodes: Buffer[];

  constructor(size = 0, nodes: readonly Buffer[] = []) {
    this.#size = size;
    this.#nodes = [...nodes];
  }

  get size(): number {
    return this.#size;
  }

  /** Hex of the subtree roots, largest first; as many as `size` has one bits. */
  get nodes(): readonly string[] {
    return this.#nodes.map((node) => node.toString('hex'));
  }

  /** Adds a leaf by its leaf hash. */
  add(leaf: Buffer): void {
    let node = leaf;
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      const left = this.#nodes.pop();
      if (left !== undefined) node = nodeHash(left, node);
    }
    this.#nodes.push(node);
    this.#size += 1;
  }

  root(): Buffer {
    return this.#nodes.reduceRight<Buffer | undefined>(joinToTheRight, undefined) ?? EMPTY_ROOT;
  }

  copy(): RightEdge {
    return new RightEdge(this.#size, this.#nodes);
  }
}

/** How many subtree roots a tree of this size has. */
export function edgeLength(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

function joinToTheRight(right: Buffer | undefined, left: Buffer): Buffer {
  return right === undefined ? left : nodeHash(left, right);
}

const LEAF_PREFIX = Buffer.from([0]);
const LEAF_SPACE = Buffer.alloc(33);
const NODE_SPACE = Buffer.alloc(65, 1);
