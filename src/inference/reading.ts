import type { Channel, DecodedText, Sign } from '../core/index.ts';
import { detectionView } from '../text/index.ts';
import { blanked } from './blank.ts';
import { isUnassessed } from './language.ts';
import type { Pieces } from './pieces.ts';
import { plainQuestions } from './question.ts';
import { type Row, rowsOf } from './rows.ts';
import { type Evidence, signsIn } from './signs/evidence.ts';
import { bitsOf } from './signs/marks.ts';
import { type SignMap, signMapOf } from './signs/within.ts';

/** A row as the detectors read it; `start` and `end` are places in the source text. */
export interface Passage {
  readonly start: number;
  readonly end: number;
  /** Folded, in lower case. */
  readonly text: string;
  readonly ids: Int32Array;
  /** It was read out of an encoded run. */
  readonly isDecoded: boolean;
  /** Numbers of the marks that the row bears, see `MARKS`. */
  readonly marks: readonly number[];
  /** What in it speaks for an attempt. */
  readonly signs: readonly Sign[];
}

/** A text cut into passages, its decoded views besides: those lie where the encoded run stands. */
export interface Reading {
  /** The text without what is not judged: plain questions in data, quotations for discussion. Places stay. */
  readonly text: string;
  readonly passages: readonly Passage[];
  /** How many of the passages, the first ones, are of the text itself. */
  readonly own: number;
  readonly evidence: readonly Evidence[];
  readonly signs: SignMap;
  /** See `isUnassessed`. */
  readonly isUnassessed: boolean;
}

/** Reads a text as training and detection both do; linear. */
export function read(text: string, channel: Channel, decoded: readonly DecodedText[], pieces: Pieces): Reading {
  const { evidence, quotations } = signsIn(text, channel, decoded);
  const signs = signMapOf(evidence);
  const open = channel === 'data' ? blanked(text, plainQuestions(text)) : text;
  const judged = blanked(open, quotations);
  const view = detectionView(judged);
  const own = rowsOf(view.text, pieces).map((row) => {
    const start = view.sourceAt(row.start);
    const end = Math.max(view.sourceAt(row.end), start);
    return passage(row, view.text, { start, end }, text.slice(start, end), signs, false);
  });
  const further = decoded.flatMap((one) => {
    const inner = detectionView(one.text);
    return rowsOf(inner.text, pieces).map((row) => {
      const own = one.text.slice(inner.sourceAt(row.start), inner.sourceAt(row.end));
      return passage(row, inner.text, one, own, signs, true);
    });
  });
  return {
    text: judged,
    passages: [...own, ...further],
    own: own.length,
    evidence,
    signs,
    isUnassessed: isUnassessed(view.text, own, pieces),
  };
}

function passage(
  row: Row,
  folded: string,
  { start, end }: { readonly start: number; readonly end: number },
  source: string,
  map: SignMap,
  isDecoded: boolean,
): Passage {
  const signs = map.within({ start, end });
  const text = folded.slice(row.start, row.end);
  return { start, end, text, ids: row.ids, isDecoded, marks: bitsOf(source, signs, isDecoded), signs };
}
