import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openHouse } from './house.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringfort-house-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const terminal = { out() {}, error() {}, progress() {}, isInteractive: false };

function options(admin: string) {
  const config = join(folder, 'ringfort.yaml');
  writeFileSync(
    config,
    `ringfort: policy/v1
state: state
listeners: { traffic: { address: "127.0.0.1:0" }, admin: { address: "${admin}" } }
providers: { local: { dialects: [openai], base_url: "ringfort:obedient" } }
models: { obedient: { provider: local, model: obedient } }
detectors: { encoder: off }
`,
  );
  return { config, demo: false, logLevel: 'silent', writeLog() {} } as const;
}

test('a house that cannot listen closes all that it opened, and can be opened again', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const taken = `127.0.0.1:${(other.address() as AddressInfo).port}`; // it listens on a port
  await expect(openHouse(options(taken), terminal)).rejects.toMatchObject({ code: 'address-in-use' });
  other.close();
  const house = await openHouse(options('127.0.0.1:0'), terminal);
  await house.close();
});

test('a house whose ledger cannot begin lets its store go', async () => {
  const failing = new Proxy({}, { get: () => () => Promise.reject(new Error('no disk')) });
  const storage = failing as NonNullable<Parameters<typeof openHouse>[0]['ledgerStorage']>; // every operation of it fails
  await expect(openHouse({ ...options('127.0.0.1:0'), ledgerStorage: storage }, terminal)).rejects.toThrow();
  const house = await openHouse(options('127.0.0.1:0'), terminal);
  await house.close();
});
