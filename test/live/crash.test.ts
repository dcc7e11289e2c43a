import { type ChildProcess, spawn } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLedger, verifyLedger } from '../../src/ledger/index.ts';
import { policyText } from './live.ts';
import { post } from './raw.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ringfort-crash-'));
const ledger = join(folder, 'state', 'ledger');
let ports: readonly number[];

beforeAll(async () => {
  // @ts-expect-error a plain script, without declarations
  const { ensureBuilt } = await import('../../scripts/build.mjs');
  await ensureBuilt(root);
  ports = [await freePort(), await freePort()];
  const listeners = `{ traffic: { address: "127.0.0.1:${ports[0]}" }, admin: { address: "127.0.0.1:${ports[1]}" } }`;
  writeFileSync(join(folder, 'ringfort.yaml'), policyText({ policy: { listeners } }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Process {
  readonly child: ChildProcess;
  readonly key: string;
  readonly url: string;
  readonly ended: Promise<number | null>;
}

/** The command as people start it, up to the moment when it serves. */
function start(): Promise<Process> {
  const child = spawn(
    process.execPath,
    [join(root, 'bin', 'ringfort'), 'serve', '--demo', '--config', join(folder, 'ringfort.yaml')],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  let said = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      said += String(chunk);
      const key = /sk-rf-[0-9a-z]{12}-[0-9A-Za-z]{49}/.exec(said)?.[0];
      if (key !== undefined) resolve({ child, key, url: `http://127.0.0.1:${ports[0]}`, ended });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`it ended with ${code}: ${said}`)));
  });
}

const TOOL = {
  type: 'function',
  function: {
    name: 'order_get',
    description: 'Look up an order.',
    parameters: { type: 'object', properties: { order_id: { type: 'string' } }, required: ['order_id'] },
  },
};

/** Asks for a call and tells the decision under which it was received; undefined once the process is gone. */
async function receivedCall({ url, key }: Process, number: number): Promise<string | undefined> {
  const body = {
    model: 'obedient',
    stream: number % 2 === 0,
    messages: [{ role: 'user', content: `What is the status of order ${1000 + number}?` }],
    tools: [TOOL],
  };
  const answer = await post(url, key, '/v1/chat/completions', JSON.stringify(body)).catch(() => undefined);
  if (answer === undefined) return undefined;
  return String(answer.body).includes('order_get') ? String(answer.headers['x-ringfort-decision-id']) : '';
}

async function acts(): Promise<ReadonlySet<unknown>> {
  const found = new Set<unknown>();
  for await (const { entry } of readLedger(ledger)) if (entry.body.kind === 'act') found.add(entry.body.decision);
  return found;
}

const verified = (): ReturnType<typeof verifyLedger> =>
  verifyLedger({
    directory: ledger,
    publicKey: createPublicKey(readFileSync(join(folder, 'state', 'secrets', 'ledger-public.pem'))),
  });

test('killed under load, again and again: every call that a client received has its entry, and the chain holds', async () => {
  const received: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const running = await start();
    let number = round * 10_000;
    const enough = received.length + 60;
    const callers = Array.from({ length: 12 }, async () => {
      for (;;) {
        number += 1;
        const decision = await receivedCall(running, number);
        if (decision === undefined) return;
        expect(decision).toMatch(/^dec_/);
        received.push(decision);
        if (received.length === enough) running.child.kill('SIGKILL');
      }
    });
    await Promise.all(callers);
    await running.ended;
    const report = await verified();
    expect([report.ok, report.problems]).toEqual([true, []]);
    const known = await acts();
    expect(received.filter((decision) => !known.has(decision))).toEqual([]);
  }
  expect(received.length).toBeGreaterThanOrEqual(180);
});

test('half a line at the end is cut off at the next start, kept aside, and recorded', async () => {
  const segment =
    readdirSync(ledger)
      .filter((name) => name.endsWith('.rfl'))
      .sort()
      .at(-1) ?? '';
  appendFileSync(join(ledger, segment), '{"half":"a li');
  expect((await verified()).tornBytes).toBe(13);
  const running = await start();
  expect(await receivedCall(running, 99_999)).toMatch(/^dec_/);
  running.child.kill('SIGTERM');
  expect(await running.ended).toBe(0);
  const report = await verified();
  expect([report.ok, report.tornBytes, report.signed]).toEqual([true, 0, report.entries]);
  expect(readdirSync(ledger).some((name) => name.endsWith('.cut'))).toBe(true);
  const events: unknown[] = [];
  for await (const { entry } of readLedger(ledger)) events.push(entry.body.event ?? entry.body.kind);
  expect(events).toContain('recovered');
  expect(events.at(-1)).toBe('stop');
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
