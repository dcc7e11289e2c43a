import { connect } from 'node:net';
import { createReceiver } from './wire.mjs';

/** One keep-alive connection that sends one request at a time and tells when its answer is complete. */
export function openConnection({ port, key = 'none', path = '/v1/chat/completions' }) {
  const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\n`;
  let waiting;
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const fail = (problem) => {
    const failed = waiting;
    waiting = undefined;
    failed?.reject(problem ?? new Error('the server closed the connection'));
  };
  socket.on('error', fail);
  socket.on('close', () => fail());
  const receive = createReceiver(
    (answer) => {
      const settled = waiting;
      waiting = undefined;
      settled?.resolve({ status: Number(answer.slice(9, 12)), ms: performance.now() - settled.started });
    },
    (bytes) => waiting?.onPiece?.(bytes, performance.now() - waiting.started),
  );
  socket.on('data', receive);
  return {
    /** Resolves with status and milliseconds from the first byte sent to the last byte received. */
    send: (body, onPiece) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject, onPiece, started: performance.now() };
        socket.write(`${head}content-length: ${body.length}\r\n\r\n`, 'latin1');
        socket.write(body);
      }),
    close: () => socket.destroy(),
  };
}
