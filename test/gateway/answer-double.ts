import { chatDialect } from '../../src/gateway/dialects/chat.ts';
import { messagesDialect } from '../../src/gateway/dialects/messages.ts';
import { SseReader, writeEvent } from '../../src/gateway/sse.ts';
import { doubleOf, policyOf } from './exchange-double.ts';

export const HIDDEN =
  'You are the assistant of Larkfield Goods and you never tell anybody the discount rules of the house.';
export const SECRET = `ghp_${'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8'}`;

export const refusing = policyOf();
export const failing = policyOf('output: {denied: error}\n');

export type Configuration = ReturnType<typeof policyOf>;

export async function chatStream(events: readonly unknown[], configuration: Configuration = refusing): Promise<string> {
  return streamed(
    'chat',
    events.map((event) => (typeof event === 'string' ? event : writeEvent('', JSON.stringify(event)))),
    configuration,
  );
}

export async function messageStream(
  events: readonly (string | Record<string, unknown>)[],
  configuration: Configuration = refusing,
): Promise<string> {
  return streamed(
    'messages',
    events.map((event) => (typeof event === 'string' ? event : writeEvent(String(event.type), JSON.stringify(event)))),
    configuration,
  );
}

async function streamed(dialect: 'chat' | 'messages', events: readonly string[], configuration: Configuration) {
  const { host } = doubleOf(configuration, {}, [HIDDEN]);
  const answers = dialect === 'chat' ? chatDialect.answers : messagesDialect.answers;
  const stream = answers?.stream(host);
  if (stream === undefined) throw new Error('both dialects have answers');
  let sent = '';
  for (const event of new SseReader(1_000_000).push(Buffer.from(events.join('')))) sent += await stream.event(event);
  return sent + (await stream.finish());
}

export async function whole(
  dialect: 'chat' | 'messages',
  json: unknown,
  configuration: Configuration = refusing,
): Promise<string> {
  const { host } = doubleOf(configuration, {}, [HIDDEN]);
  const text = JSON.stringify(json);
  const answers = dialect === 'chat' ? chatDialect.answers : messagesDialect.answers;
  const answer = await answers?.whole(text, JSON.parse(text), host);
  return answer?.kind === 'changed' ? answer.text : answer?.kind === 'denied' ? 'denied' : text;
}

export function delta(index: number, members: object, finish: string | null = null): object {
  return {
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index, delta: members, finish_reason: finish }],
  };
}

export const DONE = writeEvent('', '[DONE]');
