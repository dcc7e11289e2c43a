import {
  type Calibrated,
  type CalibrationCard,
  CONFIDENCE,
  calibrate as calibrated,
  isBenign,
  signCard,
  textsNeeded,
} from '../assurance/index.ts';
import { type Crossing, RATES } from '../core/index.ts';
import { cardSigner, type SigningChoice } from './card-signer.ts';
import { CliError } from './error.ts';
import { readTexts } from './labelled-texts.ts';
import { ResultFile } from './result-file.ts';
import { type OpenScorer, requireCrossing, scoreAll } from './scoring.ts';
import type { Terminal } from './terminal.ts';

export interface CalibrateOptions extends SigningChoice {
  readonly data: readonly string[];
  readonly crossing: string;
  /** The false-positive rate to prove, as `0.01`. */
  readonly rate: string;
  readonly attacks?: readonly string[];
  readonly out?: string;
  /** False for a gateway without the encoder. */
  readonly encoder?: boolean;
}

/** Sets the threshold of a crossing from benign traffic, with a proof, and signs what was found. */
export async function calibrate(
  options: CalibrateOptions,
  openScorer: OpenScorer,
  terminal: Terminal,
): Promise<number> {
  const { out } = options;
  const crossing = requireCrossing(options.crossing);
  const rate = rateIn(options.rate);
  const sign = await cardSigner(options, terminal);
  const write = async (): Promise<string> => {
    const card = await cardFor(options, { crossing, rate }, openScorer, terminal);
    return JSON.stringify(signCard(card, sign));
  };
  if (out === undefined) terminal.out(await write());
  else {
    const file = await ResultFile.create(out);
    await file.fill(async () => `${await write()}\n`);
    terminal.error(`the signed card is in ${out}`);
  }
  return 0;
}

async function cardFor(
  { data, attacks: attackFiles = [], encoder }: CalibrateOptions,
  { crossing, rate }: { readonly crossing: Crossing; readonly rate: number },
  openScorer: OpenScorer,
  terminal: Terminal,
): Promise<CalibrationCard> {
  const benign = await readTexts(
    {
      files: data,
      label: 'benign',
      fault: (row) => (isBenign(row) ? undefined : 'only benign texts calibrate, give the others with --attacks'),
    },
    terminal,
  );
  const attacks = await readTexts(
    {
      files: attackFiles,
      label: 'attack',
      fault: (row) => (isBenign(row) ? 'this text is benign, give it with --data' : undefined),
    },
    terminal,
  );
  const distinct = new Set(benign.map(({ text }) => text)).size;
  const needed = textsNeeded({ rate, confidence: CONFIDENCE });
  if (distinct < needed) throw refused({ ok: false, reason: 'too-few-texts', distinct, needed }, rate);
  const scorer = await openScorer(encoder);
  try {
    const of = { scorer, crossing };
    const found = calibrated({
      crossing,
      rate,
      benign: await scoreAll(benign, of, terminal),
      attacks: await scoreAll(attacks, of, terminal),
      weights: scorer.weights,
      now: Date.now(),
    });
    if (!found.ok) throw refused(found, rate);
    for (const line of [...summaryOf(found.card), ...usabilityNote(rate)]) terminal.error(line);
    return found.card;
  } finally {
    await scorer.close();
  }
}

function refused(why: Extract<Calibrated, { ok: false }>, rate: number): CliError {
  if (why.reason === 'saturated')
    return new CliError(
      'input-invalid',
      `${why.atTop} benign texts have the highest score there is and a rate of \`${rate}\` allows ${why.allowed}, no threshold stands above them; allow a higher --rate`,
    );
  return new CliError(
    'input-invalid',
    `${why.distinct} different benign texts prove no rate of \`${rate}\`: give at least ${why.needed}, or allow a higher --rate`,
  );
}

function summaryOf(card: CalibrationCard): readonly string[] {
  const { crossing, threshold, texts, distinct, allowed, observed, rate, confidence, band, attacks } = card;
  return [
    `${crossing}: flag from ${threshold}`,
    `${observed} of ${texts} benign texts are flagged there, ${allowed} are allowed: at most ${percent(rate)} of texts like these, with ${percent(confidence)} confidence`,
    ...(distinct < texts * 0.9
      ? [
          `warning: only ${distinct} of them are different; that is sound if they repeat in your traffic, not if rows were copied`,
        ]
      : []),
    `expected live flag rate: ${percent(band.low)} to ${percent(band.high)}`,
    ...(attacks === undefined
      ? []
      : [
          `catches ${attacks.caught} of ${attacks.texts} attacks (${percent(attacks.low)} to ${percent(attacks.high)})`,
        ]),
  ];
}

function rateIn(text: string): number {
  const rate = /^0?\.\d{1,6}$/.test(text) ? Number(text) : 0;
  if (rate > 0) return rate;
  throw new CliError('input-invalid', `\`${text}\` is no rate, give a share between 0 and 1, as \`0.01\` for 1 %`);
}

/** A policy has a threshold for four rates; a card for another can be looked at, and that is all. */
function usabilityNote(rate: number): readonly string[] {
  return RATES.some((one) => one === rate)
    ? []
    : [`note: a policy can only use the rates ${RATES.join(', ')}; this card can be read and not be put in force`];
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
