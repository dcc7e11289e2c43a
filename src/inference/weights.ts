import { createHash, createPublicKey, verify } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Channel } from '../core/index.ts';
import { DetectorError } from './error.ts';
import type { Fusion } from './judged.ts';
import { type Pieces, readPieces } from './pieces.ts';
import { RELEASE_KEY } from './release-key.ts';
import { readScreen, type Screen } from './screen.ts';

/** Where the shipped weights stand, beside the compiled house. */
export const SHIPPED_WEIGHTS = fileURLToPath(new URL('../../models', import.meta.url));

const manifestSchema = z.strictObject({
  format: z.literal('ringfort-weights/v1'),
  /** SHA-256 of each file, hexadecimal. */
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
  /** Ed25519 over the lines `<digest>  <file>\n`, sorted by file, base64. */
  signature: z.base64(),
});

const numbers = z.array(z.number());
const factsSchema = z.strictObject({
  buckets: z.int(),
  marks: z.array(z.string()),
  scales: numbers.length(2),
  biases: numbers.length(2),
  markWeights: z.array(numbers).length(2),
});
const fusion = z.strictObject({ quiet: z.number(), encoder: z.number(), screen: z.number(), bias: z.number() });
const fusionSchema = z.strictObject({ user: fusion, data: fusion });

/** The shipped weights, read and found to be whole. */
export interface Weights {
  /** SHA-256 over the manifest's lines: names all that decides a score. */
  readonly digest: string;
  readonly pieces: Pieces;
  readonly screen: Screen;
  readonly fusion: Readonly<Record<Channel, Fusion>>;
  /** Path of the encoder's file. */
  readonly encoderFile: string;
  /** The calibration cards that came with the weights, not verified yet. */
  readonly cards: unknown;
}

/**
 * Reads the weights of a folder. Every file must have the digest that the manifest names, and the manifest must be signed by
 * the key that this build knows; anything else throws a `DetectorError`.
 */
export function readWeights(folder: string = SHIPPED_WEIGHTS): Weights {
  const manifest = manifestSchema.safeParse(jsonIn(bytesOf(folder, 'manifest.json')));
  if (!manifest.success) throw new DetectorError('weights-changed', 'the manifest of the weights has another form');
  const { files, signature } = manifest.data;
  const lines = Buffer.from(
    Object.entries(files)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, digest]) => `${digest}  ${name}\n`)
      .join(''),
  );
  if (!verify(null, lines, createPublicKey(RELEASE_KEY), Buffer.from(signature, 'base64'))) {
    throw new DetectorError('weights-foreign', 'the weights are not signed by the key of this build');
  }
  const verified = (name: string): Buffer => {
    const bytes = bytesOf(folder, name);
    if (digestOf(bytes) === files[name]) return bytes;
    throw changed(name);
  };
  const facts = factsSchema.parse(jsonIn(verified('screen.json')));
  const table = verified('screen.bin');
  if (digestOfFile(folder, 'encoder.onnx') !== files['encoder.onnx']) throw changed('encoder.onnx');
  return {
    digest: digestOf(lines),
    pieces: readPieces(verified('vocabulary.txt').toString('utf8')),
    screen: readScreen(new Int8Array(table.buffer, table.byteOffset, table.length), facts),
    fusion: fusionSchema.parse(jsonIn(verified('fusion.json'))),
    encoderFile: join(folder, 'encoder.onnx'),
    cards: jsonIn(verified('calibration.json')),
  };
}

function changed(name: string): DetectorError {
  return new DetectorError('weights-changed', `\`${name}\` of the weights is not the file that was released`);
}

/** The encoder's file is read by its own process; here it passes by in pieces, so that it is never held. */
function digestOfFile(folder: string, name: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  let file: number | undefined;
  try {
    file = openSync(join(folder, name), 'r');
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) hash.update(piece.subarray(0, read));
  } catch (cause) {
    throw missing(name, cause);
  } finally {
    if (file !== undefined) closeSync(file);
  }
  return hash.digest('hex');
}

const PIECE_BYTES = 1 << 18;

function missing(name: string, cause: unknown): DetectorError {
  return new DetectorError('weights-missing', `\`${name}\` of the weights is missing, install ringfort anew`, {
    cause,
  });
}

function bytesOf(folder: string, name: string): Buffer {
  try {
    return readFileSync(join(folder, name));
  } catch (cause) {
    throw missing(name, cause);
  }
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
