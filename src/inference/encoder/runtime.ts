import { access, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { EncoderError } from './error.ts';

/** An optional peer: 288 MB that only those install who want the encoder. */
const RUNTIME_PACKAGE = 'onnxruntime-node';

/** The little of the runtime package that is used here. Its own types are not shipped, since the package may be absent. */
export interface Runtime {
  readonly InferenceSession: { create(path: string, options: object): Promise<Session> };
  readonly Tensor: new (type: 'int64', data: BigInt64Array, shape: readonly number[]) => object;
}

export interface Session {
  /** Keeps the whole thread busy until it is done, though it returns a promise. */
  run(feeds: Readonly<Record<string, object>>): Promise<Readonly<Record<string, { readonly data: unknown }>>>;
}

/** Path of the runtime package's entry, or undefined when it is not installed. Loads nothing. */
export function findRuntime(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(RUNTIME_PACKAGE);
  } catch {
    return undefined;
  }
}

/** What is missing before the encoder can be started, or undefined when nothing is. */
export async function findLack(runtime: string | undefined, modelFile: string): Promise<EncoderError | undefined> {
  if (runtime === undefined) {
    const message = `the package \`${RUNTIME_PACKAGE}\` is not installed, install it to run the encoder`;
    return new EncoderError('runtime-absent', message);
  }
  try {
    await access(modelFile, constants.R_OK);
    return undefined;
  } catch (cause) {
    return new EncoderError('weights-absent', `cannot read the weights \`${modelFile}\``, { cause });
  }
}
