import { type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Buffer | string | undefined;
  readonly agent?: Agent;
}

/** Sends exactly these bytes; nothing is added but what HTTP needs. */
export function send(
  url: string,
  { method = 'POST', path, headers = {}, body, agent }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { hostname, port, method, path, headers, ...(agent === undefined ? { agent: false } : { agent }) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
        response.on('error', reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Posts JSON text under a key. */
export function post(
  url: string,
  key: string,
  path: string,
  body: Buffer | string,
  headers: OutgoingHttpHeaders = {},
  agent?: Agent,
): Promise<RawAnswer> {
  const all = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers };
  return send(url, { path, body, headers: all, ...(agent === undefined ? {} : { agent }) });
}

/** Writes bytes on a bare connection and reads until the other side ends it. */
export function speak(url: string, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.on('error', reject);
  });
}
