import { fileURLToPath } from 'node:url';
import type { Encoder, EncoderSettings } from './encoder.ts';
import { startProcess } from './process.ts';
import { QueuedEncoder } from './queued.ts';
import { findLack, findRuntime } from './runtime.ts';

/**
 * Starts the encoder and resolves when it has run warm. Never rejects: what stands in the way is told by `state` and
 * `onState`. It does not keep the program alive by itself, and its process ends with the program.
 */
export async function openEncoder(settings: EncoderSettings): Promise<Encoder> {
  const { modelFile, threads = 1, script = fileURLToPath(new URL('child.js', import.meta.url)) } = settings;
  const runtime = findRuntime();
  const lack = await findLack(runtime, modelFile);
  const setup = { runtime: runtime ?? '', modelFile, threads };
  const encoder = new QueuedEncoder((signal) => startProcess(script, setup, signal), settings);
  if (lack === undefined) await encoder.keeper.open();
  else encoder.keeper.renounce(lack);
  return encoder;
}
