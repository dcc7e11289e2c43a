import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A provider for whole-house tests: it listens on 127.0.0.1, keeps every request byte for byte, and answers as told.
 * Nothing here sleeps: what must wait, waits at a gate that the test opens.
 *
 *   const provider = await startMockProvider();
 *   provider.next(stream(chatFrames(['Hello', ' world']), cutEvery(1)));
 *   ... provider.url goes into the configuration, provider.requests is what arrived ...
 *   await provider.close();
 */
export interface MockProvider {
  /** Base URL with `/v1`, as a configuration wants it. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** Answers the next request that no earlier script has taken; scripts are used in order. */
  next(...scripts: readonly Script[]): void;
  /** Answers every request for which no script is left. Without it such a request gets a 500 that says so. */
  always(script: Script): void;
  /** Resolves when `count` requests have arrived, at once if they already have. */
  arrived(count: number): Promise<void>;
  /** Requests whose connection the other side closed before the answer ended. */
  readonly abandoned: number;
  close(): Promise<void>;
}

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** What happens after the headers, in order: bytes to write, a wait, or a sudden end. Without `die` or `hang` the answer ends well. */
export type Step = Uint8Array | (() => Promise<void>) | 'die' | 'hang';

export interface Script {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Waited for before the status line leaves. */
  readonly beforeHeaders?: () => Promise<void>;
  readonly steps: readonly Step[];
}

/** Starts a provider on a free port of the loopback. */
export async function startMockProvider(): Promise<MockProvider> {
  const requests: RecordedRequest[] = [];
  const scripts: Script[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let fallback: Script | undefined;
  let abandoned = 0;

  const server = createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) abandoned++;
    });
    receive(request, response).catch(() => response.destroy());
  });

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    requests.push({
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks),
    });
    const script =
      scripts.shift() ?? fallback ?? json({ error: { message: 'the mock provider has no script left' } }, 500);
    for (const waiter of waiting.filter(({ count }) => count <= requests.length)) waiter.resolve();
    await perform(script, response);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    next: (...added) => void scripts.push(...added),
    always: (script) => {
      fallback = script;
    },
    arrived: (count) =>
      requests.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
    get abandoned() {
      return abandoned;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A complete JSON answer. */
export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Script {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    steps: [Buffer.from(JSON.stringify(body))],
  };
}

/** An error as providers send it, with `Retry-After` in seconds where given. */
export function failure(status: number, retryAfter?: number): Script {
  const headers = retryAfter === undefined ? undefined : { 'retry-after': String(retryAfter) };
  return json(
    { type: 'error', error: { type: 'api_error', message: `status ${status} as told`, code: null, param: null } },
    status,
    headers,
  );
}

/** An event stream of the given frames, cut into writes as `cut` says; whole where nothing is said. */
export function stream(frames: readonly string[], cut: Cut = (bytes) => [bytes]): Script {
  return { status: 200, headers: { 'content-type': 'text/event-stream' }, steps: cut(Buffer.from(frames.join(''))) };
}

/** The same answer, broken off after `count` steps: the connection dies without an end. */
export function dyingAfter(count: number, script: Script): Script {
  return { ...script, steps: [...script.steps.slice(0, count), 'die'] };
}

/** The same answer, silent after `count` steps: the connection stays open and nothing more comes. */
export function hangingAfter(count: number, script: Script): Script {
  return { ...script, steps: [...script.steps.slice(0, count), 'hang'] };
}

/** The same answer, with a gate before its headers. */
export function heldBy(gate: Gate, script: Script): Script {
  return { ...script, beforeHeaders: () => gate.passed };
}

/** Accepts the request and never answers. */
export function halfOpen(): Script {
  return { status: 200, headers: {}, beforeHeaders: () => new Promise(() => undefined), steps: [] };
}

/** Bytes that are neither JSON nor an event stream, under a header that promises one. */
export function garbage(contentType = 'application/json'): Script {
  return {
    status: 200,
    headers: { 'content-type': contentType },
    steps: [Buffer.from([0, 1, 0xff, 0xfe, 0x7b, 0x22, 0x0a, 0x0a, 0xc3])],
  };
}

/** A wait that a test ends. */
export interface Gate {
  readonly passed: Promise<void>;
  open(): void;
}

export function createGate(): Gate {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}

/** Cuts the bytes of an answer into writes. Each write is flushed, but a network may join neighbours again. */
export type Cut = (bytes: Uint8Array) => readonly Uint8Array[];

/** Writes of `size` bytes; 1 gives single bytes. */
export function cutEvery(size: number): Cut {
  return (bytes) => {
    const pieces: Uint8Array[] = [];
    for (let start = 0; start < bytes.length; start += size) pieces.push(bytes.subarray(start, start + size));
    return pieces;
  };
}

/** Two writes, cut before the byte at `offset`. */
export function cutAt(offset: number): Cut {
  return (bytes) => [bytes.subarray(0, offset), bytes.subarray(offset)];
}

/** A cut before every byte that continues a character. */
export function cutInsideCodePoints(): Cut {
  return (bytes) => {
    const pieces: Uint8Array[] = [];
    let start = 0;
    for (let index = 1; index < bytes.length; index++) {
      if (((bytes[index] ?? 0) & 0xc0) !== 0x80) continue;
      pieces.push(bytes.subarray(start, index));
      start = index;
    }
    return [...pieces, bytes.subarray(start)];
  };
}

async function perform(script: Script, response: ServerResponse): Promise<void> {
  await script.beforeHeaders?.();
  response.socket?.setNoDelay(true);
  response.writeHead(script.status, script.headers);
  response.flushHeaders();
  for (const step of script.steps) {
    if (step === 'hang') return;
    if (step === 'die') {
      response.socket?.resetAndDestroy();
      return;
    }
    if (typeof step === 'function') await step();
    else await write(response, step);
  }
  response.end();
}

function write(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  if (bytes.length === 0 || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => response.write(bytes, () => setImmediate(resolve)));
}
