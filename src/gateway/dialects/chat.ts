import { chatUsage } from '../answer/chat-entry.ts';
import { ChatStream } from '../answer/chat-stream.ts';
import { enforceChat } from '../answer/chat-whole.ts';
import type { WireDialect } from '../dialect.ts';
import { readChatRequest } from './chat-request.ts';
import { ANSWER_CROSSINGS, REQUEST_CROSSINGS } from './found-text.ts';

/** OpenAI Chat Completions. */
export const chatDialect: WireDialect = {
  id: 'chat',
  family: 'openai',
  operation: 'chat',
  crossings: { inbound: REQUEST_CROSSINGS, outbound: ANSWER_CROSSINGS },
  upstreamPath: '/chat/completions',
  forwardedHeaders: ['openai-beta', 'idempotency-key'],
  readRequest: readChatRequest,
  answers: {
    whole: enforceChat,
    stream: (host) => new ChatStream(host),
    usage: chatUsage,
  },
};
