import { hash, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import { CROSSINGS } from '../../core/index.ts';

/** Marks what a signature is for, so that one under anything else is never one under a card. */
const FORMAT = 'ringfort-calibration-card/v1';

const share = z.number().min(0).max(1);
const count = z.int().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const rate = z.strictObject({ low: share, high: share });

const cardSchema = z.strictObject({
  format: z.literal(FORMAT),
  crossing: z.enum(CROSSINGS),
  /** The highest stage that answered. */
  tier: z.enum(['screen', 'encoder']),
  /** A text is flagged when its score is at least this. */
  threshold: share,
  /** What is proved: with `confidence`, benign texts like these are flagged no more often than `rate`. */
  rate: share,
  confidence: share,
  /** Benign texts, and how many of them are different. */
  texts: count,
  distinct: count,
  /** False positives that the proof allows, and those that there are. */
  allowed: count,
  observed: count,
  /** The rate at which live traffic is expected to be flagged: exact interval, 99.9 %. */
  band: rate,
  /** What the threshold catches of the attacks that were given, with a 95 % interval. */
  attacks: z.strictObject({ texts: count, caught: count, low: share, high: share }).optional(),
  /** The digest of the weights, as the detector names it. */
  weights: z.string().min(1),
  /** SHA-256 over the sorted SHA-256 digests of the benign texts, each on a line. */
  data: digest,
  created: z.iso.datetime(),
});

/** What a calibration found, as it is signed. */
export type CalibrationCard = Readonly<z.infer<typeof cardSchema>>;

const signedSchema = z.strictObject({
  card: cardSchema,
  /** Which key signed: see `cardKeyId`. */
  keyId: digest,
  /** Ed25519 over the canonical JSON of the card, base64. */
  signature: z.base64(),
});
export type SignedCard = Readonly<z.infer<typeof signedSchema>>;

/** Signs bytes with an Ed25519 key that stays with the caller. The signature is base64. */
export type Sign = (bytes: Uint8Array) => { readonly keyId: string; readonly signature: string };

export type CardVerdict =
  | { readonly ok: true; readonly card: CalibrationCard }
  | { readonly ok: false; readonly reason: 'malformed' | 'key-wrong' | 'forged' };

export function newCard(body: Omit<CalibrationCard, 'format'>): CalibrationCard {
  return cardSchema.parse({ format: FORMAT, ...body });
}

export function signCard(card: CalibrationCard, sign: Sign): SignedCard {
  return { card, ...sign(cardBytes(card)) };
}

/** The name of a public key: SHA-256 of its SubjectPublicKeyInfo, hexadecimal. */
export function cardKeyId(publicKey: KeyObject): string {
  return hash('sha256', publicKey.export({ format: 'der', type: 'spki' }), 'hex');
}

/** Reads a card that came from outside, and believes it only when this key signed every byte of it. */
export function verifyCard(value: unknown, publicKey: KeyObject): CardVerdict {
  const read = signedSchema.safeParse(value);
  if (!read.success) return { ok: false, reason: 'malformed' };
  const { card, keyId, signature } = read.data;
  if (publicKey.asymmetricKeyType !== 'ed25519' || keyId !== cardKeyId(publicKey))
    return { ok: false, reason: 'key-wrong' };
  const isSigned = verify(null, cardBytes(card), publicKey, Buffer.from(signature, 'base64'));
  return isSigned ? { ok: true, card } : { ok: false, reason: 'forged' };
}

/** The bytes under the signature: JSON in UTF-8, members sorted, no white space. */
function cardBytes(card: CalibrationCard): Uint8Array {
  return Buffer.from(canonicalJson(card), 'utf8');
}

function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const sorted = members.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${sorted.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`).join(',')}}`;
}
