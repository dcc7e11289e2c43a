import { GarbledAnswer, type Usage } from './answer/answer.ts';
import { enforcePlain } from './answer/plain-whole.ts';
import { parseBody } from './body.ts';
import { REFUSALS, type Refusal } from './error.ts';
import { refusalFor } from './inbound.ts';
import { answerHost } from './outbound.ts';
import type { Passing } from './pass-answer.ts';
import { passError } from './pass-error.ts';
import { baseHeaders, sendBody, sendRefusal } from './reply.ts';
import type { UpstreamAnswer } from './upstream.ts';

/** Brings back an answer that comes in one piece: an answer, or the provider's own error. */
export async function passWhole(passing: Passing, answer: UpstreamAnswer, offered: readonly string[]): Promise<void> {
  const raw = await collect(answer.body, passing.serving.configuration.limits.responseBytes);
  if (raw === undefined) return garbled(passing);
  if (answer.status >= 400) return passError(passing, answer, raw);
  const read = parseBody(raw, passing.serving.configuration.limits);
  if (!read.ok || answer.status !== 200 || passing.stream) return garbled(passing);
  const { answers } = passing.dialect;
  try {
    const enforce = answers?.whole ?? enforcePlain;
    const whole = await enforce(read.body.text, read.body.json, answerHost(passing, offered));
    const usage = answers?.usage(read.body.json) ?? {};
    if (whole.kind === 'denied')
      return refuse(passing, refusalFor(whole.stop, passing.serving.configuration.output.disclosure), usage);
    send(passing, 200, whole.kind === 'unchanged' ? raw : Buffer.from(whole.text), whole.kind === 'changed', usage);
  } catch (error) {
    if (!(error instanceof GarbledAnswer)) throw error;
    garbled(passing);
  }
}

/** Writes down what was decided since the last time. Nothing waits for it: only acts do. */
export function recordDecisions({ means, facts, exchange }: Passing): void {
  const records = exchange.takeRecords();
  if (records.length > 0) means.record(facts, records).catch(() => undefined); // the ledger itself reports its failure
}

/** Says what was decided, what the exchange cost and how long it took. */
export function settle(passing: Passing, status: number, usage: Usage, failure?: string): void {
  const { means, facts, began } = passing;
  recordDecisions(passing);
  means.meters.answered(facts, (means.elapsed() - began) / 1000, failure);
  if (usage.input !== undefined) means.meters.tokens(facts, 'input', usage.input);
  if (usage.output !== undefined) means.meters.tokens(facts, 'output', usage.output);
  means.recordEvent(facts, { what: 'finished', status, usage });
}

function send(passing: Passing, status: number, body: Buffer, isChanged: boolean, usage: Usage): void {
  const headers: Record<string, string> = {
    ...baseHeaders(passing.dialect.family, passing.facts),
    'content-type': 'application/json',
  };
  if (isChanged) headers['x-ringfort-rewritten'] = '1';
  passing.means.meters.firstText(passing.facts, (passing.means.elapsed() - passing.began) / 1000);
  settle(passing, status, usage);
  sendBody(passing.response, status, headers, body);
}

function refuse(passing: Passing, refusal: Refusal, usage: Usage): void {
  settle(passing, REFUSALS[refusal.code].status, usage);
  sendRefusal(passing.response, passing.dialect.family, refusal, passing.facts);
}

function garbled(passing: Passing): void {
  passing.means.recordEvent(passing.facts, { what: 'provider-failed', code: 'garbled' });
  passing.means.meters.answered(passing.facts, (passing.means.elapsed() - passing.began) / 1000, 'garbled');
  const refusal = {
    code: 'provider-garbled',
    message: 'The model provider sent something that is no answer.',
  } as const;
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
