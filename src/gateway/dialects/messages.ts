import { MessagesStream } from '../answer/messages-stream.ts';
import { enforceMessage, messagesUsage } from '../answer/messages-whole.ts';
import type { WireDialect } from '../dialect.ts';
import { ANSWER_CROSSINGS, REQUEST_CROSSINGS } from './found-text.ts';
import { readMessagesRequest } from './messages-request.ts';

const forwardedHeaders = ['anthropic-version', 'anthropic-beta', 'idempotency-key'];

/** Anthropic Messages. */
export const messagesDialect: WireDialect = {
  id: 'messages',
  family: 'anthropic',
  operation: 'chat',
  crossings: { inbound: REQUEST_CROSSINGS, outbound: ANSWER_CROSSINGS },
  upstreamPath: '/v1/messages',
  forwardedHeaders,
  readRequest: readMessagesRequest,
  answers: {
    whole: enforceMessage,
    stream: (host) => new MessagesStream(host),
    usage: messagesUsage,
  },
};

/** Anthropic's count of tokens: the request crosses like any other, the answer is a number. */
export const countTokensDialect: WireDialect = {
  id: 'count-tokens',
  family: 'anthropic',
  operation: 'chat',
  crossings: { inbound: REQUEST_CROSSINGS, outbound: [] },
  upstreamPath: '/v1/messages/count_tokens',
  forwardedHeaders,
  readRequest: readMessagesRequest,
  answers: undefined,
};
