import { type ChildProcess, fork } from 'node:child_process';
import { Socket } from 'node:net';
import type { Logits } from './encoder.ts';
import { EncoderError } from './error.ts';
import { FrameCutter, frameOf } from './frame.ts';
import { type Batch, decodeLogits, encodeBatch, type Setup } from './message.ts';
import type { Worker } from './worker.ts';

/** How long a process may take to load the weights and run warm. */
const START_MS = 30_000;
/** A run that takes longer hangs: the process is killed, and another one started. */
const RUN_MS = 10_000;
/** How long a process that was asked to end may take before it is killed. */
const STOP_MS = 2_000;
/** How much of the last words of a process is kept, in characters. */
const LAST_WORDS = 2_000;
/** Nearly all memory of the child is native: a small heap and no helper threads of the JavaScript engine. */
const ENGINE_FLAGS = ['--single-threaded', '--max-semi-space-size=1', '--max-old-space-size=64'];

/**
 * All that the child finds in its environment. The runtime's own builds report to their maker unless told not to before they
 * are loaded: with this no uploader, no device id and no cache file comes into being.
 */
const ENVIRONMENT = { ORT_DISABLE_TELEMETRY: '1' };

interface Exchange {
  readonly resolve: (payload: Uint8Array) => void;
  readonly reject: (cause: unknown) => void;
}

/** Starts the encoder's process from a compiled `child.js`, and resolves when it has run warm. */
export async function startProcess(script: string, setup: Setup, signal: AbortSignal): Promise<Worker> {
  const worker = new ProcessWorker(script, signal);
  await worker.exchange(Buffer.from(JSON.stringify(setup)), START_MS);
  return worker;
}

/**
 * In a session of its own, Ctrl-C at the gateway's terminal does not reach the child before the gateway has drained. The
 * gateway's environment stays here, with the keys of providers in it.
 */
function spawnChild(script: string, signal: AbortSignal): ChildProcess {
  return fork(script, [], {
    detached: true,
    env: ENVIRONMENT,
    execArgv: ENGINE_FLAGS,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'ipc'],
    signal,
    killSignal: 'SIGKILL',
  });
}

class ProcessWorker implements Worker {
  readonly ended: Promise<unknown>;
  readonly #child: ChildProcess;
  readonly #channel: Socket;
  #exchange: Exchange | undefined;
  #lastWords = '';
  #end: unknown;

  constructor(script: string, signal: AbortSignal) {
    this.#child = spawnChild(script, signal);
    this.ended = new Promise((resolve) => {
      // Stays, since an error event that nobody hears would end the gateway.
      this.#child.on('error', (cause) => resolve(this.#finish('could not be started', cause)));
      this.#child.once('close', (code, name) => resolve(this.#finish(`ended with \`${name ?? code}\``)));
    });
    // Without file descriptors left there are no pipes, whatever the type says.
    const [, , said, channel] = this.#child.stdio ?? [];
    if (!(channel instanceof Socket) || !(said instanceof Socket)) {
      throw new EncoderError('worker-ended', "the encoder's process got no pipes, raise the limit of open files");
    }
    this.#channel = channel;
    this.#listen(said);
    // Nothing of this keeps the program alive. Frames have a channel of their own: the one that comes with a fork is unused,
    // and stays open since its end is part of the child's.
    this.#child.channel?.unref();
    for (const handle of [this.#child, said, channel]) handle.unref();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  async run(batch: Batch): Promise<readonly (Logits | undefined)[]> {
    return decodeLogits(await this.exchange(encodeBatch(batch), RUN_MS), batch.rows.length);
  }

  async stop(): Promise<void> {
    this.#child.ref();
    this.#channel.end();
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    await this.ended;
    clearTimeout(killer);
  }

  /** Sends one payload and waits for the one that answers it; a process that is too slow is killed. */
  async exchange(payload: Uint8Array, limitMs: number): Promise<Uint8Array> {
    const killer = setTimeout(() => {
      this.#end = new EncoderError('worker-slow', `the encoder's process did not answer within \`${limitMs}\` ms`);
      this.#child.kill('SIGKILL');
    }, limitMs);
    try {
      return await new Promise((resolve, reject) => {
        this.#exchange = { resolve, reject };
        this.#channel.write(frameOf(payload));
      });
    } finally {
      clearTimeout(killer);
      this.#exchange = undefined;
    }
  }

  #listen(said: Socket): void {
    const cutter = new FrameCutter();
    this.#channel.on('data', (bytes: Buffer) => {
      for (const payload of cutter.push(bytes)) this.#exchange?.resolve(payload);
    });
    this.#channel.on('error', () => this.#child.kill('SIGKILL'));
    said.setEncoding('utf8');
    said.on('data', (words: string) => {
      this.#lastWords = (this.#lastWords + words).slice(-LAST_WORDS);
    });
    said.on('error', () => undefined);
  }

  #finish(how: string, cause?: unknown): unknown {
    const words = this.#lastWords.trim();
    const error = /^\w*Error: .*$/m.exec(words)?.[0] ?? words.split('\n').at(-1) ?? '';
    const message = `the encoder's process ${how}${error === '' ? '' : `: ${error}`}`;
    this.#end ??= new EncoderError('worker-ended', message, { cause: cause ?? words });
    this.#exchange?.reject(this.#end);
    return this.#end;
  }
}
