import type { EncoderState } from '../inference/index.ts';
import type { Configuration, JudgeConfiguration } from '../policy/index.ts';
import { type Calibration, stepOf } from './calibration.ts';
import type { Detectors } from './detectors.ts';
import { CliError } from './error.ts';

/** The version of the runtime that the encoder was proved with, and how a person adds it. */
export const RUNTIME_INSTALLATION = 'npm install onnxruntime-node@1.30.0 --ignore-scripts';

/** Which learned detectors are at work, for people and for programs. */
export interface DetectorReport {
  /** `off` when the policy switched it off. */
  readonly encoder: EncoderState | 'off';
  /** Why the encoder is away. */
  readonly lack: string | undefined;
  /** Enough of the digest of the weights to tell them apart. */
  readonly weights: string;
  /** The steps that cards of this installation replaced. */
  readonly calibration: readonly {
    readonly step: string;
    readonly file: string;
    readonly threshold: number;
    readonly shipped: number;
    /** Whether it is for the tier that judges now. */
    readonly isAtWork: boolean;
  }[];
  /** The judge that is asked besides, in words. */
  readonly judge: string | undefined;
  readonly notes: readonly string[];
}

const DIGEST_SHOWN = 12;

export function detectorReport(
  detectors: Pick<Detectors, 'encoder' | 'lack' | 'digest'>,
  { replaced, notes }: Calibration,
  { detectors: { judge } }: Pick<Configuration, 'detectors'>,
): DetectorReport {
  const { encoder = 'off', lack, digest } = detectors;
  return {
    encoder,
    lack: encoder === 'ready' || encoder === 'off' ? undefined : lackText(lack),
    weights: digest.slice(0, DIGEST_SHOWN),
    calibration: replaced.map(({ file, card, shipped }) => ({
      step: stepOf(card),
      file,
      threshold: card.threshold,
      shipped,
      isAtWork: (card.tier === 'encoder') === (encoder === 'ready'),
    })),
    judge: judge === undefined ? undefined : judgeText(judge),
    notes,
  };
}

/** The report in lines: who reads, which thresholds are in force, and what to do where the encoder is away. */
export function detectorLines({
  encoder,
  lack,
  weights,
  calibration,
  judge,
  notes,
}: DetectorReport): readonly string[] {
  const who = encoder === 'ready' ? 'encoder and linear screen' : 'linear screen alone';
  const cards = calibration.length === 1 ? '1 card of your own' : `${calibration.length} cards of your own`;
  const thresholds = calibration.length === 0 ? 'shipped calibration' : `shipped calibration and ${cards}`;
  return [
    `${who}, weights ${weights}, ${thresholds}`,
    ...(encoder === 'off' ? ['the policy switched the encoder off'] : []),
    ...(lack === undefined ? [] : [`the encoder is away: ${lack}`]),
    ...(encoder === 'absent' ? [`add its runtime with \`${RUNTIME_INSTALLATION}\`, or say \`encoder: off\``] : []),
    ...calibration.map(({ step, file, threshold, shipped, isAtWork }) => {
      const effect = threshold === shipped ? 'as shipped' : threshold < shipped ? 'tightens' : 'loosens';
      const waits = isAtWork ? '' : ', waits for its tier';
      return `${step}: notices from ${shown(threshold)} in place of ${shown(shipped)}, ${effect}${waits} (${file})`;
    }),
    ...(judge === undefined ? [] : [judge]),
    ...notes.map((note) => `note: ${note}`),
  ];
}

/** What stands against a start, when the policy wants the encoder and it is not there. */
export function encoderFault({ detectors }: Configuration, { encoder, lack }: DetectorReport): CliError | undefined {
  if (detectors.encoder !== 'required' || encoder === 'ready') return undefined;
  const remedy =
    encoder === 'absent' ? `add its runtime with \`${RUNTIME_INSTALLATION}\`` : 'start again when that is mended';
  return new CliError(
    'encoder-required',
    `the policy requires the encoder and it is away: ${lack ?? encoder}; ${remedy}, or say \`encoder: auto\` under \`detectors\``,
  );
}

/** Noticed passages leave the house for it, so it is told each time. */
function judgeText({ model, url, crossings, key }: JudgeConfiguration): string {
  const { host } = new URL(url);
  return `judge ${model} at ${host} is sent what is noticed at ${crossings.join(', ')}${key === undefined ? ', without a key' : ''}`;
}

function shown(score: number): number {
  return Number(score.toFixed(4));
}

function lackText(lack: unknown): string {
  return lack instanceof Error ? lack.message : 'its process ended';
}
