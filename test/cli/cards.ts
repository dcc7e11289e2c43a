import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { type CalibrationCard, cardKeyId, signCard } from '../../src/assurance/index.ts';

/** A card as `ringfort calibrate` writes it, signed by this key. */
export function signedCard(key: KeyObject, weights: string, more: Partial<CalibrationCard> = {}): string {
  const keyId = cardKeyId(createPublicKey(key));
  return JSON.stringify(
    signCard(cardOf({ weights, ...more }), (bytes) => ({
      keyId,
      signature: sign(null, bytes, key).toString('base64'),
    })),
  );
}

export function cardOf(more: Partial<CalibrationCard> = {}): CalibrationCard {
  return {
    format: 'ringfort-calibration-card/v1',
    crossing: 'interface.request',
    tier: 'screen',
    threshold: 0.5,
    rate: 0.01,
    confidence: 0.95,
    texts: 1000,
    distinct: 1000,
    allowed: 4,
    observed: 4,
    band: { low: 0.001, high: 0.02 },
    weights: 'w',
    data: '0'.repeat(64),
    created: '2026-06-15T12:00:00.000Z',
    ...more,
  };
}
