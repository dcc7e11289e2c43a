import { createServer } from 'node:net';
import { type House, openHouse } from '../../src/cli/house.ts';
import type { Workshop } from './transcript.ts';

/** A gateway at work under the policy of a workshop, with a key to try with. */
export async function startHouse(
  workshop: Workshop,
): Promise<{ readonly house: House; readonly config: string; ask(messages: readonly unknown[]): Promise<Response> }> {
  const config = workshop.policy('', { traffic: await freePort(), admin: await freePort() });
  const terminal = { isInteractive: false, out: () => undefined, error: () => undefined, progress: () => undefined };
  const house = await openHouse({ config, demo: true, logLevel: 'silent', writeLog: () => undefined }, terminal);
  const { host, port } = house.at.traffic;
  const ask = (messages: readonly unknown[]): Promise<Response> =>
    fetch(`http://${host}:${port}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${house.demoKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'shop-chat', messages }),
    });
  return { house, config, ask };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
