import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type CalibrationCard, verifyCard } from '../assurance/index.ts';
import { RATES } from '../core/index.ts';
import type { CardFile, Configuration } from '../policy/index.ts';
import { type OwnCard, SCREENED, stepOf } from './calibration.ts';
import { CliError } from './error.ts';

/**
 * The cards that the policy names, each signed by the key of this installation and made for these weights. Any other is
 * refused: a threshold decides what is let through.
 */
export function ownCards({ detectors, stateDirectory }: Configuration, weights: string): readonly OwnCard[] {
  if (detectors.calibration.length === 0) return [];
  const key = installationKey(stateDirectory, detectors.calibration[0]?.file ?? '');
  const byStep = new Map<string, string>();
  return detectors.calibration.map((found) => {
    const card = cardIn(found, key);
    const fault = faultOf(card, weights);
    if (fault !== undefined) throw refused(found.file, fault);
    const step = stepOf(card);
    const other = byStep.get(step);
    if (other !== undefined) throw refused(found.file, `is for ${step} like \`${other}\`, name one of them`);
    byStep.set(step, found.file);
    return { file: found.file, card };
  });
}

const REMEDY = 'make it anew with `ringfort calibrate`';

/** Why a card of another form, key or content is not believed. */
const REASONS = {
  malformed: `is no calibration card, ${REMEDY}`,
  'key-wrong': `is not signed by the key of this installation, ${REMEDY} under this policy and without --key`,
  forged: `was changed after it was signed, ${REMEDY}`,
} as const;

function cardIn({ file, text }: CardFile, key: KeyObject): CalibrationCard {
  const read = verifyCard(jsonOf(text), key);
  if (read.ok) return read.card;
  throw refused(file, REASONS[read.reason]);
}

function faultOf({ weights: made, rate, crossing }: CalibrationCard, weights: string): string | undefined {
  if (made !== weights)
    return `was made for the weights \`${made.slice(0, 12)}\` and these are \`${weights.slice(0, 12)}\`, ${REMEDY}`;
  if (!RATES.some((one) => one === rate))
    return `proves a rate of \`${rate}\`, a policy can only use ${RATES.join(', ')}, ${REMEDY} and one of these as --rate`;
  if (!SCREENED.includes(crossing))
    return `is for \`${crossing}\`, where no learned control reads, give --crossing one of ${SCREENED.join(', ')}`;
  return undefined;
}

function installationKey(stateDirectory: string, card: string): KeyObject {
  const file = resolve(stateDirectory, 'secrets', 'ledger-public.pem');
  try {
    return createPublicKey(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new CliError(
      'calibration-refused',
      `\`${card}\` cannot be verified, \`${file}\` cannot be read: name cards in the policy of the installation that made them`,
      { cause },
    );
  }
}

function refused(file: string, why: string): CliError {
  return new CliError('calibration-refused', `\`${file}\` ${why}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
