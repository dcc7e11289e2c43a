import { createHash } from 'node:crypto';
import type { Channel } from '../../core/index.ts';

/** The answers given last, by the digest of what was asked; no text is kept. */
export class Memory {
  readonly #answers = new Map<string, number>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): number | undefined {
    const answer = this.#answers.get(key);
    if (answer !== undefined) this.set(key, answer);
    return answer;
  }

  /** Remembers; what was not asked for the longest time is forgotten. */
  set(key: string, answer: number): void {
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    if (this.#answers.size <= this.#most) return;
    for (const oldest of this.#answers.keys()) {
      this.#answers.delete(oldest);
      return;
    }
  }
}

/** Two texts never share a key, not even where they differ in half characters only: hence UTF-16. */
export function keyOf(text: string, channel: Channel): string {
  return createHash('sha256').update(`${channel}\n`).update(text, 'utf16le').digest('base64');
}
