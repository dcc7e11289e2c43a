import { randomBytes } from 'node:crypto';
import type { Channel } from '../../core/index.ts';
import { attackIn } from './answer.ts';
import { Breaker } from './breaker.ts';
import { FORMATS } from './format.ts';
import type { Judge, JudgeMeans, JudgeSettings } from './judge.ts';
import { keyOf, Memory } from './memory.ts';
import { Places } from './places.ts';
import { promptFor } from './prompt.ts';
import { Server } from './server.ts';

const CONCURRENT = 4;
const QUEUE = 16;
const REMEMBERED = 1_000;

const MEANS: JudgeMeans = { now: () => performance.now(), nonce: () => randomBytes(16).toString('hex') };

/** A judge behind HTTP; nothing is sent before the first question. Throws a TypeError when the URL is none of HTTP. */
export function createJudge(settings: JudgeSettings, means: Partial<JudgeMeans> = {}): Judge {
  if (!/^https?:$/.test(new URL(settings.url).protocol)) throw new TypeError('the URL of the judge is not one of HTTP');
  return new ServerJudge(settings, { ...MEANS, ...means });
}

class ServerJudge implements Judge {
  readonly #timeoutMs: number;
  readonly #means: JudgeMeans;
  readonly #server: Server;
  readonly #places: Places;
  readonly #breaker: Breaker;
  readonly #memory = new Memory(REMEMBERED);
  /** Who asks the same while it is asked shares the answer. */
  readonly #asked = new Map<string, Promise<number | undefined>>();

  constructor(settings: JudgeSettings, means: JudgeMeans) {
    const { concurrent = CONCURRENT, queue = QUEUE } = settings;
    this.#timeoutMs = settings.timeoutMs;
    this.#means = means;
    this.#server = new Server(settings, FORMATS[settings.format], concurrent);
    this.#places = new Places(concurrent, queue);
    this.#breaker = new Breaker(means.now);
  }

  async ask(text: string, channel: Channel): Promise<number | undefined> {
    const key = keyOf(text, channel);
    const known = this.#memory.get(key) ?? this.#asked.get(key);
    if (known !== undefined) return known;
    const answer = this.#answer(text, channel);
    this.#asked.set(key, answer);
    const probability = await answer;
    this.#asked.delete(key);
    if (probability !== undefined) this.#memory.set(key, probability);
    return probability;
  }

  async close(): Promise<void> {
    this.#places.close();
    await this.#server.close();
  }

  async #answer(text: string, channel: Channel): Promise<number | undefined> {
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(), this.#timeoutMs);
    // Who waited longer would be cut by the clock, and the server be blamed for it.
    const isIn = await this.#places.enter(this.#timeoutMs / 2);
    const content = isIn ? await this.#contentOf(text, channel, ending.signal) : undefined;
    if (isIn) this.#places.leave();
    clearTimeout(timer);
    return content === undefined ? undefined : attackIn(content);
  }

  /**
   * What the model wrote. Only a failure of the server counts against it: an answer that is not understood does not, or a
   * few texts that confuse the model would switch it off for everyone.
   */
  async #contentOf(text: string, channel: Channel, signal: AbortSignal): Promise<string | undefined> {
    if (!this.#breaker.mayAsk()) return undefined;
    const prompt = promptFor(text, channel, this.#means.nonce);
    const content = await this.#server.ask(prompt, signal).catch(() => undefined);
    this.#breaker.tell(content !== undefined);
    return content;
  }
}
