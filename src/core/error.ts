/** A place in a file, counted from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * The base of every error that a person reads. `code` is kebab-case and closed per room; the message is one lower-case
 * clause: what is wrong, the value in backticks, what to do.
 */
export class RingfortError extends Error {
  readonly code: string;
  readonly place: FilePlace | undefined;

  constructor(code: string, message: string, options?: { place?: FilePlace; cause?: unknown }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'RingfortError';
    this.code = code;
    this.place = options?.place;
  }

  /** `file:line:column: message (code)`, the form that editors and terminals can follow. */
  toDisplay(): string {
    const where = this.place === undefined ? '' : `${this.place.file}:${this.place.line}:${this.place.column}: `;
    return `${where}${this.message} (${this.code})`;
  }
}
