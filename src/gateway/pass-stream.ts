import type { ServerResponse } from 'node:http';
import type { AnswerStream } from './answer/answer.ts';
import { FAILURE_REFUSALS, type Refusal } from './error.ts';
import { GarbledAnswer } from './garbled.ts';
import { refusalFor } from './inbound.ts';
import { answerHost } from './outbound.ts';
import type { Back, Passing } from './passing.ts';
import { errorEventBody, sendRefusal } from './reply.ts';
import { answerHeaders, settle } from './settle.ts';
import { SseReader, writeEvent } from './sse.ts';
import { type FailureKind, type UpstreamAnswer, UpstreamFailure } from './upstream.ts';

/** Brings back an answer that comes as server-sent events. What leaves has been inspected; what cannot be, never leaves. */
export async function passStream(passing: Passing, back: Back): Promise<void> {
  const { answers } = passing.dialect;
  if (answers === undefined) throw new UpstreamFailure('broken');
  const stream = answers.stream(answerHost(passing, back.offered));
  const writer = new StreamWriter(passing, passing.means.elapsed() - back.asked);
  const failure = await flow(passing, back.answer, stream, writer);
  if (failure !== undefined && !stream.hasFailed) {
    await writer.refuse({ code: FAILURE_REFUSALS[failure], message: 'The model provider broke off its answer.' });
  } else if (stream.deniedBy !== undefined) {
    await writer.refuse(refusalFor(stream.deniedBy, passing.serving.configuration.output.disclosure));
  }
  settle(passing, passing.response.headersSent ? passing.response.statusCode : 200, stream.usage, failure);
  writer.end();
}

/** Lets the stream through to its end, and tells how the provider failed, if it did. What was held is judged even then. */
async function flow(
  passing: Passing,
  answer: UpstreamAnswer,
  stream: AnswerStream,
  writer: StreamWriter,
): Promise<FailureKind | 'garbled' | undefined> {
  try {
    await pump(passing, answer, stream, writer);
    await writer.write(await stream.finish());
    if (stream.hasFailed) return 'broken';
    const isWhole = stream.deniedBy !== undefined || stream.isComplete || passing.signal.aborted;
    return isWhole ? undefined : 'broken';
  } catch (error) {
    if (passing.signal.aborted) return undefined;
    if (error instanceof UpstreamFailure) {
      await writer.write(await stream.finish());
      return error.kind;
    }
    if (error instanceof GarbledAnswer) return 'garbled';
    throw error;
  }
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

/** Writes to the client: the status line with the first text, and no faster than the client reads. */
class StreamWriter {
  private readonly passing: Passing;
  private readonly waited: number;

  constructor(passing: Passing, waited: number) {
    this.passing = passing;
    this.waited = waited;
  }

  async write(text: string): Promise<void> {
    const { response, signal } = this.passing;
    if (text === '' || signal.aborted) return;
    this.begin();
    if (!response.write(text)) await readsOn(response);
  }

  /** An error has a status as long as nothing was sent; after that it is the last event. */
  async refuse(refusal: Refusal): Promise<void> {
    const { response, dialect, facts, signal } = this.passing;
    if (signal.aborted) return;
    if (!response.headersSent) sendRefusal(response, dialect.family, refusal, facts);
    else await this.write(errorEvent(dialect.family, refusal, facts));
  }

  end(): void {
    const { response, signal } = this.passing;
    if (signal.aborted || response.writableEnded) return;
    this.begin();
    response.end();
  }

  private begin(): void {
    const { response, facts, means, began } = this.passing;
    if (response.headersSent) return;
    means.meters.firstText(facts, (means.elapsed() - began) / 1000);
    response.writeHead(200, {
      ...answerHeaders(this.passing, this.waited),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
  }
}

function errorEvent(family: Passing['dialect']['family'], refusal: Refusal, facts: Passing['facts']): string {
  return writeEvent(family === 'anthropic' ? 'error' : '', errorEventBody(family, refusal, facts));
}

/** Resolves when the client has read enough, or has gone; leaves no listener behind. */
function readsOn(response: ServerResponse): Promise<void> {
  if (response.destroyed || !response.writableNeedDrain) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
