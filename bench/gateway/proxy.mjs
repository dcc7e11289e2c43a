// The yardstick: a plain proxy on node:http and undici's dispatch. It reads the body, forwards it, and pipes the answer back.
import { createServer } from 'node:http';
import { Pool } from 'undici';

const upstream = new Pool(process.argv[2], { connections: 256, pipelining: 1 });

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => forward(request, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks), response));
});

function forward(request, body, response) {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer provider-key' };
  upstream.dispatch(
    { path: request.url, method: 'POST', headers, body },
    {
      onConnect() {},
      onHeaders(status, raw, resume) {
        const received = {};
        for (let index = 0; index < raw.length; index += 2) {
          const name = raw[index].toString('latin1').toLowerCase();
          if (name === 'content-type' || name === 'content-length') received[name] = raw[index + 1].toString('latin1');
        }
        response.writeHead(status, received);
        response.on('drain', resume);
        return true;
      },
      onData: (chunk) => response.write(chunk),
      onComplete: () => response.end(),
      onError() {
        if (!response.headersSent) response.writeHead(502);
        response.end();
      },
    },
  );
}

server.listen(0, '127.0.0.1', () => process.stdout.write(`ready ${server.address().port}\n`));
process.on('SIGTERM', () => process.exit(0));
