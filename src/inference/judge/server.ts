import { Pool } from 'undici';
import type { Format } from './format.ts';
import type { JudgeSettings } from './judge.ts';
import type { Prompt } from './prompt.ts';

const MOST_BYTES = 64 * 1024;

/** What a server says when it does not like one text, by its length or by a content rule of its own; it is well. */
const REFUSED = new Set([400, 413, 422]);

/** The server behind a judge. Redirects are not followed. */
export class Server {
  readonly #settings: JudgeSettings;
  readonly #format: Format;
  readonly #pool: Pool;
  readonly #path: string;

  constructor(settings: JudgeSettings, format: Format, connections: number) {
    const base = new URL(settings.url);
    this.#settings = settings;
    this.#format = format;
    this.#pool = new Pool(base.origin, { connections, connect: { timeout: settings.timeoutMs } });
    this.#path = `${base.pathname.replace(/\/$/, '')}${format.path}${base.search}`;
  }

  /** What the model wrote, empty when it refused. Rejects when the server failed, and never on account of the text. */
  async ask(prompt: Prompt, signal: AbortSignal): Promise<string> {
    const { key, model } = this.#settings;
    const { statusCode, body } = await this.#pool.request({
      path: this.#path,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(this.#format.body(model, prompt)),
      signal,
    });
    const answer = await wholeOf(body);
    if (REFUSED.has(statusCode)) return '';
    if (statusCode !== 200) throw new Error(`the judge answered with status ${statusCode}`);
    const content = this.#format.content(JSON.parse(answer));
    if (content === undefined) throw new Error('the judge answered in another format');
    return content;
  }

  /** Cuts what is under way. */
  async close(): Promise<void> {
    await this.#pool.destroy().catch(() => undefined);
  }
}

async function wholeOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new Error(`the judge answered with more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
