import { createPublicKey, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Calibrated, calibrate } from './calibrate.ts';
import { type CalibrationCard, cardKeyId, type SignedCard, signCard, verifyCard } from './card.ts';
import { scoreTexts } from './score-texts.ts';
import type { Scorer } from './scorer.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const sign = (bytes: Uint8Array) => ({
  keyId: cardKeyId(publicKey),
  signature: signBytes(null, bytes, privateKey).toString('base64'),
});

/** The score is the number in the text. */
const readsNumbers: Scorer = {
  weights: 'sha256:test',
  score: async (text) => ({
    score: Number(/[\d.]+/.exec(text)?.[0] ?? 0),
    tier: 'screen',
    coverage: 1,
    unassessed: false,
  }),
  thresholds: () => ({ flag: 0.5, act: 0.9 }),
};
const blank = { label: 'benign', channel: 'user', class: 'benign', lang: 'en', set: 'own', split: 'all' };
const scored = (scores: readonly number[], label = 'benign') =>
  scoreTexts(
    scores.map((score, index) => ({ ...blank, label, id: `t${index}`, text: `${score} text ${index}` })),
    { scorer: readsNumbers, crossing: 'interface.request', now: () => 0 },
  );
async function calibrated(
  scores: readonly number[],
  rate = 0.01,
  attacks: readonly number[] = [],
): Promise<Calibrated> {
  return calibrate({
    crossing: 'interface.request',
    rate,
    benign: await scored(scores),
    attacks: await scored(attacks, 'attack'),
    weights: 'sha256:test',
    now: Date.UTC(2026, 10, 24),
  });
}
async function card(): Promise<CalibrationCard> {
  const found = await calibrated(
    Array.from({ length: 1000 }, (_, index) => index / 1000),
    0.01,
    [0.2, 0.999],
  );
  if (!found.ok) throw new Error(found.reason);
  return found.card;
}

describe('a calibration', () => {
  test('writes down what was proved, from what, and what to expect', async () => {
    expect(await card()).toEqual({
      format: 'ringfort-calibration-card/v1',
      crossing: 'interface.request',
      tier: 'screen',
      threshold: 0.9950000000000001,
      rate: 0.01,
      confidence: 0.95,
      texts: 1000,
      distinct: 1000,
      allowed: 4,
      observed: 4,
      band: { low: expect.closeTo(0.00035566, 8), high: expect.closeTo(0.015618197, 8) },
      attacks: { texts: 2, caught: 1, low: expect.closeTo(0.0945, 3), high: expect.closeTo(0.9055, 3) },
      weights: 'sha256:test',
      data: expect.stringMatching(/^[0-9a-f]{64}$/),
      created: '2026-11-24T00:00:00.000Z',
    });
  });

  test('the digest of the data does not depend on the order of the texts', async () => {
    const rising = await calibrated(Array(300).fill(0.1));
    expect(rising).toEqual(await calibrated(Array(300).fill(0.1)));
    const benign = await scored(Array(300).fill(0.1));
    const rest = { crossing: 'data.retrieval', rate: 0.01, attacks: [], weights: 'w', now: 0 } as const;
    const data = (texts: typeof benign) => {
      const found = calibrate({ ...rest, benign: texts });
      return found.ok ? found.card.data : found.reason;
    };
    expect(data(benign.toReversed())).toBe(data(benign));
    expect(data(benign.slice(1))).not.toBe(data(benign));
  });

  test('refuses too few texts and says how many it takes', async () => {
    expect(await calibrated(Array(298).fill(0.1))).toEqual({
      ok: false,
      reason: 'too-few-texts',
      distinct: 298,
      needed: 299,
    });
  });

  test('copies of a text are not more texts', async () => {
    const [one] = await scored([0.1]);
    const benign = Array(5000).fill(one);
    expect(calibrate({ crossing: 'data.memory', rate: 0.01, benign, attacks: [], weights: 'w', now: 0 })).toMatchObject(
      { reason: 'too-few-texts', distinct: 1 },
    );
  });

  test('refuses when no threshold stands above the benign texts', async () => {
    const saturated = Array.from({ length: 1000 }, (_, index) => (index < 6 ? 1 : 0.1));
    expect(await calibrated(saturated)).toEqual({ ok: false, reason: 'saturated', atTop: 6, allowed: 4 });
  });
});

describe('a signed card', () => {
  test('is believed with its key, also after a way through JSON with other spacing and order', async () => {
    const signed = signCard(await card(), sign);
    const reordered = JSON.parse(JSON.stringify(signed, null, 2), (_, value) =>
      value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).reverse()) : value,
    );
    expect(verifyCard(reordered, publicKey)).toEqual({ ok: true, card: await card() });
  });

  test.each<[string, (signed: SignedCard) => unknown, string]>([
    ['a lower threshold', (signed) => ({ ...signed, card: { ...signed.card, threshold: 0.1 } }), 'forged'],
    ['another crossing', (signed) => ({ ...signed, card: { ...signed.card, crossing: 'data.memory' } }), 'forged'],
    ['a wider band', (signed) => ({ ...signed, card: { ...signed.card, band: { low: 0, high: 1 } } }), 'forged'],
    ['no attacks', ({ card: { attacks: _, ...rest }, ...signed }) => ({ ...signed, card: rest }), 'forged'],
    ['another signature', (signed) => ({ ...signed, signature: 'AAAA' }), 'forged'],
    ['a member more', (signed) => ({ ...signed, card: { ...signed.card, note: 'fine' } }), 'malformed'],
    ['another format', (signed) => ({ ...signed, card: { ...signed.card, format: 'other/v1' } }), 'malformed'],
    [
      'a threshold that is no number',
      (signed) => ({ ...signed, card: { ...signed.card, threshold: '1' } }),
      'malformed',
    ],
    ['another key named', (signed) => ({ ...signed, keyId: '0'.repeat(64) }), 'key-wrong'],
    ['nothing', () => null, 'malformed'],
  ])('with %s is not', async (_, change, reason) => {
    expect(verifyCard(change(signCard(await card(), sign)), publicKey)).toEqual({ ok: false, reason });
  });

  test('is not believed with another key, of the same kind or of another', async () => {
    const signed = signCard(await card(), sign);
    const others = [
      generateKeyPairSync('ed25519').publicKey,
      createPublicKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
    ];
    for (const other of others) expect(verifyCard(signed, other)).toEqual({ ok: false, reason: 'key-wrong' });
  });
});
