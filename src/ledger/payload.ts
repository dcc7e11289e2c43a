import { createCipheriv, createDecipheriv, createHmac, hash } from 'node:crypto';
import { LedgerError } from './error.ts';

/** A payload as it stands in a `.rfp` file, one JSON object a line. */
export interface PayloadRecord {
  readonly sequence: number;
  /** 32 random bytes, hex. Without them the key cannot be made again; all zeros means erased. */
  readonly salt: string;
  /** Ciphertext and the 16 bytes of the AES-256-GCM tag, base64. */
  readonly sealed: string;
}

/** An encrypted payload: the digest that goes into the entry, and the line that goes into the side file. */
export interface SealedPayload {
  readonly digest: string;
  readonly line: string;
}

export function sealPayload(
  payload: Uint8Array,
  place: { readonly writer: string; readonly sequence: number },
  means: { readonly payloadKey: Uint8Array; readonly random: (size: number) => Uint8Array },
): SealedPayload {
  const salt = means.random(32);
  const cipher = createCipheriv('aes-256-gcm', keyFor(means.payloadKey, salt), NONCE);
  cipher.setAAD(Buffer.from(`${place.writer}:${place.sequence}`));
  const sealed = Buffer.concat([cipher.update(payload), cipher.final(), cipher.getAuthTag()]);
  const record = { sequence: place.sequence, salt: hexOf(salt), sealed: sealed.toString('base64') };
  return { digest: hash('sha256', sealed, 'hex'), line: JSON.stringify(record) };
}

/** Decrypts a record. Throws `payload-erased`, or `payload-altered` when key, place or bytes do not fit. */
export function openSealed(
  record: PayloadRecord,
  place: { readonly writer: string; readonly sequence: number },
  payloadKey: Uint8Array,
): Uint8Array {
  if (isErased(record)) {
    throw new LedgerError('payload-erased', `the payload of entry \`${place.sequence}\` was erased`);
  }
  const sealed = Buffer.from(record.sealed, 'base64');
  const end = Math.max(0, sealed.length - TAG_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyFor(payloadKey, Buffer.from(record.salt, 'hex')), NONCE);
    decipher.setAAD(Buffer.from(`${place.writer}:${place.sequence}`));
    decipher.setAuthTag(sealed.subarray(end));
    return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
  } catch (cause) {
    const message = `the payload of entry \`${place.sequence}\` does not open; use the key it was written with`;
    throw new LedgerError('payload-altered', message, cause);
  }
}

/** SHA-256 of the encrypted bytes, as the entry names it. */
export function digestOf(record: PayloadRecord): string {
  return hash('sha256', Buffer.from(record.sealed, 'base64'), 'hex');
}

export function isErased(record: PayloadRecord): boolean {
  return record.salt === ERASED_SALT;
}

/** The same line with key and ciphertext gone, equally long so that it can be written over the old one. */
export function erasedLine(record: PayloadRecord): string {
  const sealed = record.sealed.replace(/[^=]/g, 'A');
  return JSON.stringify({ sequence: record.sequence, salt: ERASED_SALT, sealed });
}

export function parsePayload(line: string): PayloadRecord | undefined {
  const found = RECORD.exec(line);
  if (found === null) return undefined;
  const [, sequence, salt = '', sealed = ''] = found;
  return { sequence: Number(sequence), salt, sealed };
}

/** HKDF-Expand of RFC 5869, one block: the payload key is a uniform 32-byte secret already. */
function keyFor(payloadKey: Uint8Array, salt: Uint8Array): Buffer {
  return createHmac('sha256', payloadKey).update(KEY_LABEL).update(salt).update(FIRST_BLOCK).digest();
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

const KEY_LABEL = 'ringfort-ledger/1 payload';
const FIRST_BLOCK = Buffer.from([1]);
/** A key seals one payload only, so the nonce may be constant. */
const NONCE = Buffer.alloc(12);
const TAG_BYTES = 16;
const ERASED_SALT = '0'.repeat(64);
const RECORD = /^\{"sequence":(0|[1-9][0-9]{0,15}),"salt":"([0-9a-f]{64})","sealed":"([A-Za-z0-9+/]*={0,2})"\}$/;
