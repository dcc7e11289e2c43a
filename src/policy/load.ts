import type { Control, Crossing, NonEmpty } from '../core/index.ts';
import { isNonEmpty } from '../core/index.ts';
import { assemble } from './assemble.ts';
import type { Configuration } from './configuration.ts';
import { readDocument } from './document.ts';
import type { PolicyError } from './error.ts';
import { Problems } from './problems.ts';
import { readSections } from './sections.ts';

export interface LoadInput {
  /** The name under which places are reported, and the folder that relative paths start from. */
  readonly file: string;
  /** Undefined when the file could not be read. */
  readonly text: string | undefined;
  /** The catalogue: every control that may stand somewhere. One that the file does not name is enforced with its defaults. */
  readonly controls: readonly Control[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch, to judge what has expired. */
  readonly now: number;
  /** Reads a `file:PATH` secret; without it such a key is a problem. */
  readonly readFile?: (path: string) => string;
  /** Reads a calibration card; without it such a card is a problem. */
  readonly readCard?: (path: string) => string;
  /** The crossings that the gateway serves: a control that the file names and that stands at none of them is a problem. */
  readonly crossings?: readonly Crossing[];
}

export type Loaded =
  | { readonly ok: true; readonly configuration: Configuration; readonly warnings: readonly PolicyError[] }
  | { readonly ok: false; readonly problems: NonEmpty<PolicyError> };

/**
 * Loads a policy strictly. Nothing is guessed and nothing is skipped: an unknown key, a value that does not parse, a name
 * that leads nowhere, an opt-out that has expired or is not reasoned, all are problems, and all are reported at once, each
 * with its place. What comes back is one immutable value.
 */
export function loadConfiguration(input: LoadInput): Loaded {
  const { document, problems: broken } = readDocument(input.file, input.text);
  if (document === undefined) return failed(broken);
  const problems = new Problems(document, broken);
  const sections = readSections(input, problems);
  const ready = problems.found.length === 0 ? sections : undefined;
  if (ready === undefined) return failed(problems.found);
  return { ok: true, configuration: assemble(input.file, ready), warnings: problems.warnings };
}

function failed(found: readonly PolicyError[]): Loaded {
  const problems = found.toSorted((left, right) => lineOf(left) - lineOf(right) || columnOf(left) - columnOf(right));
  if (!isNonEmpty(problems)) throw new Error('a policy was refused without a problem');
  return { ok: false, problems };
}

function lineOf(error: PolicyError): number {
  return error.place?.line ?? 0;
}

function columnOf(error: PolicyError): number {
  return error.place?.column ?? 0;
}
