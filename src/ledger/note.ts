import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { LedgerError } from './error.ts';
import { GENESIS } from './line.ts';

/** The state of a ledger at one size, as its writer signs it. */
export interface Checkpoint {
  readonly writer: string;
  /** How many entries the tree has. */
  readonly size: number;
  /** RFC 6962 root over the entry hashes, hex. */
  readonly root: string;
  /** The hash of the last entry; 64 zeros at size 0. */
  readonly chain: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** SHA-256 of the signed text of the checkpoint before; 64 zeros for the first. */
  readonly previous: string;
}

/** A checkpoint with its signature, in the form of a signed note (C2SP signed-note and tlog-checkpoint). */
export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** The whole note. Keep it outside: it proves later that nothing up to `size` was changed. */
  readonly note: string;
  /** SHA-256 of the signed text; the next checkpoint names it. */
  readonly digest: string;
}

/** How many lines a note takes in the `checkpoints` file, the blank line after it included. */
export const NOTE_LINES = 9;

export function signCheckpoint(checkpoint: Checkpoint, key: KeyObject): SignedCheckpoint {
  const text = signedText(checkpoint);
  const name = originOf(checkpoint.writer);
  const signature = Buffer.concat([keyHint(name, createPublicKey(key)), sign(null, Buffer.from(text), key)]);
  const note = `${text}\n${SIGNATURE_MARK}${name} ${signature.toString('base64')}\n`;
  return { checkpoint, note, digest: hash('sha256', text, 'hex') };
}

/** Reads a note whatever its signature; undefined when it does not have the form. */
export function parseNote(note: string): SignedCheckpoint | undefined {
  const found = NOTE.exec(note);
  if (found === null) return undefined;
  const [, text = '', writer = '', size, root = '', chain = '', at, previous = '', signer] = found;
  const bytes = Buffer.from(root, 'base64');
  if (signer !== writer || bytes.length !== 32 || bytes.toString('base64') !== root) return undefined;
  const checkpoint = { writer, size: Number(size), root: bytes.toString('hex'), chain, at: Number(at), previous };
  if (!Number.isSafeInteger(checkpoint.size) || !Number.isSafeInteger(checkpoint.at)) return undefined;
  return { checkpoint, note, digest: hash('sha256', text, 'hex') };
}

/** `key-wrong` when the note names another key, `forged` when the named key did not sign this text. */
export function judgeSignature(note: string, publicKey: KeyObject): 'good' | 'key-wrong' | 'forged' {
  const found = NOTE.exec(note);
  const [text = '', writer = '', encoded = ''] = [found?.[1], found?.[2], found?.[9]];
  const signature = Buffer.from(encoded, 'base64');
  if (signature.toString('base64') !== encoded) return 'forged';
  if (!signature.subarray(0, 4).equals(keyHint(originOf(writer), publicKey))) return 'key-wrong';
  return verify(null, Buffer.from(text), publicKey, signature.subarray(4)) ? 'good' : 'forged';
}

/** The name of a key in segment headers: SHA-256 of its SubjectPublicKeyInfo, hex. */
export function keyIdOf(key: KeyObject): string {
  return hash('sha256', publicPart(key).export({ format: 'der', type: 'spki' }), 'hex');
}

/** Throws unless the key can sign or verify with Ed25519. */
export function requireEd25519(key: KeyObject): void {
  if (key.asymmetricKeyType === 'ed25519') return;
  const kind = key.asymmetricKeyType ?? key.type;
  throw new LedgerError('key-unusable', `the ledger signs with Ed25519, the key is \`${kind}\`; make an Ed25519 key`);
}

function signedText(checkpoint: Checkpoint): string {
  const { writer, size, root, chain, at, previous } = checkpoint;
  const encodedRoot = Buffer.from(root, 'hex').toString('base64');
  return `${originOf(writer)}\n${size}\n${encodedRoot}\nchain ${chain}\ntime ${at}\nprevious ${previous}\n`;
}

function originOf(writer: string): string {
  return `ringfort-ledger/${writer}`;
}

/** C2SP signed-note: the first four bytes of SHA-256 over name, newline, algorithm 1, raw public key. */
function keyHint(name: string, publicKey: KeyObject): Buffer {
  const raw = publicPart(publicKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n\u0001`), raw]), 'buffer').subarray(0, 4);
}

function publicPart(key: KeyObject): KeyObject {
  return key.type === 'private' ? createPublicKey(key) : key;
}

/** What the first checkpoint names as the one before it. */
export const NO_CHECKPOINT = GENESIS;

const SIGNATURE_MARK = '\u2014 '; // the em dash that signed notes prescribe
const NOTE = new RegExp(
  '^(ringfort-ledger/([0-9a-f]{16})\\n(0|[1-9][0-9]{0,15})\\n([A-Za-z0-9+/]{43}=)\\n' +
    'chain ([0-9a-f]{64})\\ntime (0|[1-9][0-9]{0,15})\\nprevious ([0-9a-f]{64})\\n)' +
    '\\n\u2014 ringfort-ledger/([0-9a-f]{16}) ([A-Za-z0-9+/]{91}=)\\n$',
);
