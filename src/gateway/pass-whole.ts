import type { Usage } from './answer/answer.ts';
import { enforcePlain } from './answer/plain-whole.ts';
import { parseBody } from './body.ts';
import { REFUSALS, type Refusal } from './error.ts';
import { GarbledAnswer } from './garbled.ts';
import { refusalFor } from './inbound.ts';
import { answerHost } from './outbound.ts';
import { passError } from './pass-error.ts';
import type { Back, Passing } from './passing.ts';
import { sendBody, sendRefusal } from './reply.ts';
import { answerHeaders, settle } from './settle.ts';

/** Brings back an answer that comes in one piece: an answer, or the provider's own error. */
export async function passWhole(passing: Passing, back: Back): Promise<void> {
  const { answer } = back;
  const { limits, output } = passing.serving.configuration;
  const raw = await collect(answer.body, limits.responseBytes);
  const waited = passing.means.elapsed() - back.asked;
  if (raw === undefined) return garbled(passing);
  if (answer.status >= 400) return passError(passing, answer, raw);
  // Vectors are long lists of numbers; their bytes are limited already.
  const isPlain = passing.dialect.answers === undefined;
  const read = parseBody(raw, isPlain ? { ...limits, values: limits.responseBytes } : limits);
  if (!read.ok || answer.status !== 200 || passing.stream) return garbled(passing);
  const { answers } = passing.dialect;
  try {
    const enforce = answers?.whole ?? enforcePlain;
    const whole = await enforce(read.body.text, read.body.json, answerHost(passing, back.offered));
    const usage = answers?.usage(read.body.json) ?? {};
    if (whole.kind === 'denied') return refuse(passing, refusalFor(whole.stop, output.disclosure), usage);
    const headers = answerHeaders(passing, waited);
    if (whole.kind === 'changed') headers['x-ringfort-rewritten'] = '1';
    send(passing, headers, whole.kind === 'changed' ? Buffer.from(whole.text) : raw, usage);
  } catch (error) {
    if (!(error instanceof GarbledAnswer)) throw error;
    garbled(passing);
  }
}

function send(passing: Passing, headers: Record<string, string>, body: Buffer, usage: Usage): void {
  passing.means.meters.firstText(passing.facts, (passing.means.elapsed() - passing.began) / 1000);
  settle(passing, 200, usage);
  sendBody(passing.response, 200, headers, body);
}

function refuse(passing: Passing, refusal: Refusal, usage: Usage): void {
  settle(passing, REFUSALS[refusal.code].status, usage);
  sendRefusal(passing.response, passing.dialect.family, refusal, passing.facts);
}

function garbled(passing: Passing): void {
  const refusal = {
    code: 'provider-garbled',
    message: 'The model provider sent something that is no answer.',
  } as const;
  settle(passing, REFUSALS[refusal.code].status, {}, 'garbled');
  sendRefusal(passing.response, passing.dialect.family, refusal, passing.facts);
}

async function collect(body: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
