import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readLedger } from '../../src/ledger/index.ts';
import { chatBody, chatFrames } from '../support/frames.ts';
import { createGate, heldBy, json, type MockProvider, startMockProvider, stream } from '../support/mock-provider.ts';
import { type Live, openLive, policyText } from './live.ts';
import { post, send } from './raw.ts';

let provider: MockProvider;
let live: Live;
let key: string;

beforeAll(async () => {
  provider = await startMockProvider();
  live = await openLive({ provider });
  key = await live.newKey({ name: 'all', models: ['*'] });
});
afterAll(async () => {
  await live.close();
  await provider.close();
});

const ask = (model = 'chat', streamed = false): Promise<{ status: number; body: Buffer }> =>
  post(
    live.url,
    key,
    '/v1/chat/completions',
    JSON.stringify({ model, stream: streamed, messages: [{ role: 'user', content: 'Good morning.' }] }),
  );

const fingerprint = async (): Promise<string> =>
  JSON.parse((await live.admin('GET', '/admin/configuration')).text).fingerprint;

/** The policy with one more model. */
const withModel = (name: string): string =>
  policyText({ provider }).replace('\n  renamed:', `\n  ${name}: { provider: openai, model: ${name} }\n  renamed:`);

async function changes(): Promise<readonly Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for await (const { entry } of readLedger(join(live.folder, 'state', 'ledger')))
    if (entry.body.kind === 'configuration') found.push(entry.body);
  return found;
}

describe('REG-26, REG-27: a configuration is swapped whole, or not at all', () => {
  test('a good file is in force at once, and the ledger has both fingerprints', async () => {
    const before = await fingerprint();
    expect((await ask('second')).status).toBe(404);
    writeFileSync(live.file, withModel('second'));
    expect((await live.admin('POST', '/admin/reload')).status).toBe(200);
    provider.next(json(chatBody(['ok'])));
    expect((await ask('second')).status).toBe(200);
    const after = await fingerprint();
    expect(after).not.toBe(before);
    const [entry] = await changes();
    expect(entry).toMatchObject({ crossing: 'organization.change', before, configuration: after });
    expect(JSON.stringify(entry?.changes)).toContain('models.second');
  });

  test('a file is noticed without being told', async () => {
    const before = await fingerprint();
    writeFileSync(live.file, withModel('third'));
    await vi.waitFor(async () => expect(await fingerprint()).not.toBe(before), { timeout: 8000, interval: 100 });
  });

  test.each([
    ['no YAML', '{{{', 'ringfort.yaml'],
    ['an unknown key', `${policyText({})}nonsense: 1\n`, 'nonsense'],
    ['an empty file', '', 'ringfort.yaml'],
    ['a control switched off without a reason', `${policyText({})}controls: { masking: { mode: off } }\n`, 'reason'],
    ['no models', policyText({ policy: { models: '{}' } }), 'models'],
    [
      'a literal secret',
      policyText({
        policy: {
          providers:
            '\n  obedient: { dialects: [openai, anthropic], base_url: "ringfort:obedient", key: "ghp_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8" }',
        },
      }),
      'key',
    ],
  ])('%s: the old one stays, loudly', async (_, text, word) => {
    const [before, recorded, said] = [await fingerprint(), (await changes()).length, live.said.length];
    const good = readFileSync(live.file, 'utf8');
    writeFileSync(live.file, text);
    const answer = await live.admin('POST', '/admin/reload');
    expect([answer.status, JSON.parse(answer.text).fingerprint]).toEqual([409, before]);
    const loud = live.said.slice(said).join('\n');
    expect(loud).toContain('the policy in force stays');
    expect(loud).toContain('configuration-refused');
    expect(loud).toContain(word);
    expect(`${loud}${answer.text}`).not.toContain('ghp_A1b2');
    expect([await fingerprint(), (await changes()).length]).toEqual([before, recorded]);
    provider.next(json(chatBody(['ok'])));
    expect((await ask()).status).toBe(200);
    writeFileSync(live.file, good);
  });

  test.each([
    [
      'listeners',
      policyText({
        policy: { listeners: '{ traffic: { address: "127.0.0.1:9" }, admin: { address: "127.0.0.1:0" } }' },
      }),
      'listeners.traffic',
    ],
    ['the state folder', policyText({ policy: { state: 'elsewhere' } }), 'state'],
    ['the ledger folder', policyText({ policy: { ledger: '{ directory: elsewhere }' } }), 'ledger.directory'],
  ])('%s cannot change while it runs, and it says so', async (_, text, path) => {
    const good = readFileSync(live.file, 'utf8');
    writeFileSync(live.file, text);
    const answer = await live.admin('POST', '/admin/reload');
    expect(answer.status).toBe(409);
    expect(answer.text).toMatch(new RegExp(`\`${path}[^\`]*\` needs a restart`));
    writeFileSync(live.file, good);
  });
});

describe('REG-28: nothing that is in use is closed by a change', () => {
  test('an exchange keeps the configuration and the connection that it began with', async () => {
    const gate = createGate();
    const asked = provider.requests.length;
    provider.next(heldBy(gate, json(chatBody(['late but here']))), heldBy(gate, stream(chatFrames(['late ', 'too']))));
    const [whole, streamed] = [ask(), ask('chat', true)];
    await provider.arrived(asked + 2);
    writeFileSync(live.file, withModel('fourth'));
    expect((await live.admin('POST', '/admin/reload')).status).toBe(200);
    gate.open();
    expect([(await whole).status, String((await streamed).body).endsWith('data: [DONE]\n\n')]).toEqual([200, true]);
  });

  test('an exchange that asks the provider after the change still gets its answer', async () => {
    const { port } = new URL(live.url);
    const body = JSON.stringify({ model: 'chat', messages: [{ role: 'user', content: 'a'.repeat(300_000) }] });
    provider.next(json(chatBody(['b'.repeat(600_000)])));
    const outgoing = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/v1/chat/completions',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'content-length': body.length,
        expect: '100-continue',
      },
    });
    const answer = new Promise<number>((resolve, reject) => {
      outgoing.on('response', (response) =>
        response.resume().on('end', () => resolve(response.complete ? (response.statusCode ?? 0) : 0)),
      );
      outgoing.on('error', reject);
    });
    const begun = new Promise((resolve) => outgoing.once('continue', resolve)); // the gateway says so when it has begun
    outgoing.flushHeaders();
    await begun;
    writeFileSync(live.file, withModel('fifth'));
    expect((await live.admin('POST', '/admin/reload')).status).toBe(200);
    outgoing.end(body);
    expect(await answer).toBe(200);
  });

  test('under load no request fails while the policy changes again and again', async () => {
    provider.always(json(chatBody(['ok'])));
    let running = true;
    const statuses: number[] = [];
    const callers = Array.from({ length: 8 }, async () => {
      while (running) statuses.push((await ask()).status);
    });
    for (let round = 0; round < 6; round += 1) {
      writeFileSync(live.file, withModel(`round-${round}`));
      expect((await live.admin('POST', '/admin/reload')).status).toBe(200);
      const enough = statuses.length + 20;
      await vi.waitFor(() => expect(statuses.length).toBeGreaterThan(enough), { timeout: 5000, interval: 5 });
    }
    running = false;
    await Promise.all(callers);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    expect((await send(live.url, { method: 'GET', path: '/readyz' })).status).toBe(200);
  });
});
