import { leafHash, RightEdge } from './merkle.ts';
import type { Checkpoint } from './note.ts';

/** What the tree looked like at one size. */
export interface TreeHead {
  readonly size: number;
  readonly root: string;
  /** The hash of the last entry; 64 zeros at size 0. */
  readonly chain: string;
}

/**
 * Grows the tree entry by entry and remembers its heads at the sizes that somebody signed. After a gap nothing is known
 * any more: a root over other leaves would say nothing.
 */
export class WatchedTree {
  readonly #wanted: ReadonlySet<number>;
  readonly #heads = new Map<number, TreeHead>();
  #edge: RightEdge = new RightEdge();
  #chain: string;
  #isWhole = true;

  constructor(sizes: Iterable<number>, genesis: string) {
    this.#wanted = new Set(sizes);
    this.#chain = genesis;
    this.#remember();
  }

  get size(): number {
    return this.#edge.size;
  }

  /** False from the first entry that is missing. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  get edge(): readonly string[] {
    return this.#edge.nodes;
  }

  add(hash: string): void {
    this.#edge.add(leafHash(Buffer.from(hash, 'hex')));
    this.#chain = hash;
    this.#remember();
  }

  /** Goes on behind missing entries. */
  skipTo(size: number): void {
    this.#isWhole = false;
    this.#edge = new RightEdge(size, []);
  }

  /** The head at a size; undefined when it was not reached whole or not asked for. */
  headAt(size: number): TreeHead | undefined {
    return this.#heads.get(size);
  }

  /** The head now. */
  head(): TreeHead | undefined {
    return this.#isWhole ? this.#headNow() : undefined;
  }

  #remember(): void {
    if (this.#isWhole && this.#wanted.has(this.size)) this.#heads.set(this.size, this.#headNow());
  }

  #headNow(): TreeHead {
    return { size: this.size, root: this.#edge.root().toString('hex'), chain: this.#chain };
  }
}

export function agrees(head: TreeHead, checkpoint: Checkpoint): boolean {
  return head.root === checkpoint.root && head.chain === checkpoint.chain;
}
