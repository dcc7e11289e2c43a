import { join } from 'node:path';
import type { Row } from './chain.ts';
import { payloadFile, segmentFile } from './names.ts';
import { digestOf, isErased, parsePayload } from './payload.ts';
import type { Problems } from './problem.ts';
import { readLines } from './segment.ts';
import { isMissing } from './storage.ts';

/** Where a payload is gone, and how to name it should no entry say that it was erased. */
interface Gone {
  readonly file: string;
  readonly sequence: number;
}

/** Compares payload files with the entries that name them. */
export class PayloadAudit {
  readonly #directory: string;
  readonly #problems: Problems;
  readonly #gone = new Map<number, Gone>();
  readonly #erased = new Map<number, { readonly file: string }>();

  constructor(directory: string, problems: Problems) {
    this.#directory = directory;
    this.#problems = problems;
  }

  /** Audits one segment. The entries are read before the payloads, so that a ledger may be audited while it is written. */
  async audit(segment: number, chain: readonly Row[]): Promise<void> {
    const file = payloadFile(segment);
    const expected = new Map(chain.flatMap((row) => (row.payload === undefined ? [] : [[row.sequence, row.payload]])));
    for (const row of chain) if (row.erased !== undefined) this.#erased.set(row.erased, { file: segmentFile(segment) });
    const last = chain.at(-1)?.sequence ?? -1;
    for await (const { line, sequence, digest } of this.#records(file)) {
      const wanted = expected.get(sequence);
      if (wanted === undefined) {
        if (sequence <= last)
          this.#problems.add('payload-stray', 'no entry names this payload', { file, line, sequence });
        continue;
      }
      expected.delete(sequence);
      if (digest === undefined) this.#gone.set(sequence, { file, sequence });
      else if (digest !== wanted) {
        const message = `the payload of entry \`${sequence}\` is not the one that was written`;
        this.#problems.add('payload-altered', message, { file, line, sequence });
      }
    }
    for (const sequence of expected.keys()) this.#gone.set(sequence, { file, sequence });
  }

  /** Names payloads that are gone without an entry that says so, and those that an entry says are gone and are not. */
  finish(): void {
    for (const { file, sequence } of this.#gone.values()) {
      if (this.#erased.has(sequence)) continue;
      const message = `the payload of entry \`${sequence}\` is gone and no entry records its erasure`;
      this.#problems.add('payload-missing', message, { file, sequence });
    }
    for (const [sequence, { file }] of this.#erased) {
      if (this.#gone.has(sequence)) continue;
      const message = `the payload of entry \`${sequence}\` was to be erased and is still there; erase it again`;
      this.#problems.add('payload-not-erased', message, { file, sequence });
    }
  }

  async *#records(file: string) {
    try {
      for await (const { bytes, line, complete } of readLines(join(this.#directory, file))) {
        const record = complete ? parsePayload(bytes.toString('latin1')) : undefined;
        if (record === undefined) continue;
        yield { line, sequence: record.sequence, digest: isErased(record) ? undefined : digestOf(record) };
      }
    } catch (cause) {
      if (!isMissing(cause)) throw cause;
    }
  }
}
