import { type LabelledText, type ScoredText, type Scorer, scoreTexts } from '../assurance/index.ts';
import type { Crossing } from '../core/index.ts';
import { SCREENED } from './calibration.ts';
import { CliError } from './error.ts';
import { suggestion } from './nearest.ts';
import type { Terminal } from './terminal.ts';

/** Detectors at work, until they are closed. */
export interface OpenedScorer extends Scorer {
  close(): Promise<void>;
}

/** Starts the detectors of this build, by default with the encoder where it can be. */
export type OpenScorer = (encoder?: boolean) => Promise<OpenedScorer>;

const TOLD_EVERY_MS = 250;

/** Scores texts and says how far it is. */
export async function scoreAll(
  texts: readonly LabelledText[],
  options: { readonly scorer: Scorer; readonly crossing?: Crossing },
  terminal: Terminal,
): Promise<readonly ScoredText[]> {
  const now = () => performance.now();
  const started = now();
  let told = started;
  const onProgress = (done: number): void => {
    const at = now();
    if (at - told < TOLD_EVERY_MS) return;
    told = at;
    const left = ((at - started) / done) * (texts.length - done);
    terminal.progress(`scored ${done} of ${texts.length} texts, about ${Math.ceil(left / 1000)} s left`);
  };
  const scored = await scoreTexts(texts, { ...options, now, onProgress });
  terminal.progress('');
  return scored;
}

/** A crossing at which the learned detectors read. */
export function requireCrossing(name: string): Crossing {
  const crossing = SCREENED.find((one) => one === name);
  if (crossing !== undefined) return crossing;
  throw new CliError(
    'crossing-unknown',
    `the learned detectors read nothing at \`${name}\`${suggestion(name, SCREENED)}`,
  );
}
