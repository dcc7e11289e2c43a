// The provider of the benchmark: answers at once, or streams words at a given pace. It is written on bare sockets, so that it
// costs as little as possible of the cores that it shares with the load generator.
import { createServer } from 'node:net';
import { createReceiver } from './wire.mjs';
import { ANSWER, PACE_MS, WORDS } from './workload.mjs';

const BODY = JSON.stringify({
  id: 'chatcmpl-bench',
  object: 'chat.completion',
  created: 1_780_000_000,
  model: 'mock-fast',
  choices: [
    { index: 0, message: { role: 'assistant', content: ANSWER, refusal: null }, logprobs: null, finish_reason: 'stop' },
  ],
  usage: { prompt_tokens: 250, completion_tokens: 250, total_tokens: 500 },
});
const WHOLE = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(BODY)}\r\n\r\n${BODY}`,
);
const STREAM_HEAD = Buffer.from(
  'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n',
);

const frames = [
  frame({ role: 'assistant', content: '' }),
  ...WORDS.map((content) => frame({ content })),
  frame({}, 'stop'),
  chunk('data: [DONE]\n\n'),
];
const FAST_STREAM = Buffer.concat([STREAM_HEAD, ...frames, Buffer.from('0\r\n\r\n')]);

function frame(delta, finish = null) {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason: finish }];
  return chunk(
    `data: ${JSON.stringify({ id: 'chatcmpl-bench', object: 'chat.completion.chunk', created: 1_780_000_000, model: 'mock', choices })}\n\n`,
  );
}

function chunk(text) {
  return Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
}

function answerPaced(socket) {
  const started = performance.now();
  let next = 0;
  socket.write(STREAM_HEAD);
  const timer = setInterval(() => {
    const due = Math.min(frames.length, Math.floor((performance.now() - started) / PACE_MS) + 1);
    while (next < due) socket.write(frames[next++]);
    if (next < frames.length) return;
    socket.write('0\r\n\r\n');
    clearInterval(timer);
  }, 4);
  socket.once('close', () => clearInterval(timer));
}

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  const receive = createReceiver((_, body) => {
    if (!body.includes('"stream":true')) socket.write(WHOLE);
    else if (body.includes('paced"')) answerPaced(socket);
    else socket.write(FAST_STREAM);
  });
  socket.on('data', receive);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`ready ${server.address().port}\n`));
process.on('SIGTERM', () => process.exit(0));
