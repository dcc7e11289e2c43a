import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came in, and the way to answer it. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly messages: readonly { readonly role: string; readonly content: string }[] } & Readonly<
    Record<string, unknown>
  >;
  readonly response: ServerResponse;
  /** Resolves when the connection to the caller is gone. */
  readonly gone: Promise<unknown>;
}

export type Answering = (asked: Asked) => void;

/** A server of a judge whose answers the test gives. */
export class FakeServer {
  readonly asked: Asked[] = [];
  answering: Answering = written('{"attack": 50}');
  #url = '';
  #arrived: (() => void)[] = [];
  readonly #server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const gone = once(response, 'close');
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const asked = { path: request.url ?? '', headers: request.headers, body, response, gone };
    this.asked.push(asked);
    this.answering(asked);
    for (const tell of this.#arrived.splice(0)) tell();
  });

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    this.#url = `http://127.0.0.1:${port}`;
  }

  get url(): string {
    return this.#url;
  }

  /** Waits until so many requests came in. */
  async saw(count: number): Promise<void> {
    while (this.asked.length < count) await new Promise<void>((resolve) => this.#arrived.push(resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Answers as a server of the asked format in which the model wrote `content`. */
export function written(content: string | null): Answering {
  return ({ path, response }) => {
    const message = { role: 'assistant', content };
    const answer = path.includes('/api/chat') ? { message, done: true } : { choices: [{ index: 0, message }] };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer));
  };
}

/** Answers with a status and a body of any kind. */
export function raw(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answering {
  return ({ response }) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}
