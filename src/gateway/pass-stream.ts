import { once } from 'node:events';
import { type AnswerStream, GarbledAnswer } from './answer/answer.ts';
import type { Refusal } from './error.ts';
import { refusalFor } from './inbound.ts';
import { answerHost } from './outbound.ts';
import type { Passing } from './pass-answer.ts';
import { settle } from './pass-whole.ts';
import { baseHeaders, errorBody } from './reply.ts';
import { SseReader, writeEvent } from './sse.ts';
import { type UpstreamAnswer, UpstreamFailure } from './upstream.ts';

/** Brings back an answer that comes as server-sent events. What leaves has been inspected; what cannot be, never leaves. */
export async function passStream(passing: Passing, answer: UpstreamAnswer, offered: readonly string[]): Promise<void> {
  const { answers } = passing.dialect;
  if (answers === undefined) throw new UpstreamFailure('broken');
  const host = answerHost(passing.exchange, passing.facts, offered, passing.serving.configuration, passing.means);
  const stream = answers.stream(host);
  const writer = new StreamWriter(passing);
  try {
    await pump(passing, answer, stream, writer);
    await writer.write(await stream.finish());
    if (stream.deniedBy !== undefined) {
      const refusal = refusalFor(stream.deniedBy, passing.serving.configuration.output.disclosure);
      await writer.write(errorEvent(passing, refusal));
    } else if (!stream.isComplete) await breakOff(passing, writer, 'broken');
  } catch (error) {
    await endEarly(passing, stream, writer, error);
  }
  settle(passing, 200, stream.usage);
  writer.end();
}

async function pump(
  passing: Passing,
  answer: UpstreamAnswer,
  stream: AnswerStream,
  writer: StreamWriter,
): Promise<void> {
  const { limits } = passing.serving.configuration;
  const reader = new SseReader(limits.responseBytes);
  const deadline = passing.began + limits.streamMs;
  let received = 0;
  for await (const bytes of answer.body) {
    received += bytes.length;
    if (received > limits.responseBytes) throw new GarbledAnswer('longer than the limit');
    if (passing.means.elapsed() > deadline) throw new UpstreamFailure('timeout');
    for (const event of reader.push(bytes)) await writer.write(await stream.event(event));
    if (stream.deniedBy !== undefined || passing.signal.aborted) return;
  }
  for (const event of reader.finish()) await writer.write(await stream.event(event));
}

/** The provider broke off or talked nonsense: what was held is judged and let out, then the break is made visible. */
async function endEarly(passing: Passing, stream: AnswerStream, writer: StreamWriter, error: unknown): Promise<void> {
  if (passing.signal.aborted) return;
  const isProvider =
    error instanceof GarbledAnswer ||
    error instanceof UpstreamFailure ||
    error instanceof RangeError ||
    error instanceof TypeError;
  if (!isProvider) throw error;
  const kind = error instanceof UpstreamFailure ? error.kind : 'garbled';
  if (error instanceof UpstreamFailure) await writer.write(await stream.finish());
  await breakOff(passing, writer, kind);
}

async function breakOff(passing: Passing, writer: StreamWriter, kind: string): Promise<void> {
  passing.means.recordEvent(passing.facts, { what: 'provider-failed', code: kind });
  await writer.write(
    errorEvent(passing, { code: 'provider-garbled', message: 'The model provider broke off its answer.' }),
  );
}

function errorEvent(passing: Passing, refusal: Refusal): string {
  const { family } = passing.dialect;
  return writeEvent(family === 'anthropic' ? 'error' : '', errorBody(family, refusal, passing.facts));
}

/** Writes to the client: the status line with the first text, and no faster than the client reads. */
class StreamWriter {
  private readonly passing: Passing;

  constructor(passing: Passing) {
    this.passing = passing;
  }

  async write(text: string): Promise<void> {
    const { response, signal } = this.passing;
    if (text === '' || signal.aborted) return;
    this.begin();
    if (!response.write(text)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }

  end(): void {
    const { response, signal, means, facts } = this.passing;
    if (signal.aborted) {
      means.recordEvent(facts, { what: 'client-gone' });
      return;
    }
    this.begin();
    response.end();
  }

  private begin(): void {
    const { response, dialect, facts, means, began } = this.passing;
    if (response.headersSent) return;
    means.meters.firstText(facts, (means.elapsed() - began) / 1000);
    response.writeHead(200, {
      ...baseHeaders(dialect.family, facts),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
  }
}
