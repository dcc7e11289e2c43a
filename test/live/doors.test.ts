import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '../../src/gateway/index.ts';
import { type Live, openLive } from './live.ts';
import { send, speak } from './raw.ts';

let live: Live;

beforeAll(async () => {
  live = await openLive();
});
afterAll(() => live.close());

const ADMIN = [
  ['GET', '/metrics'],
  ['GET', '/admin/configuration'],
  ['GET', '/admin/coverage'],
  ['GET', '/admin/decisions/dec_01'],
  ['GET', '/admin/keys'],
  ['POST', '/admin/keys'],
  ['DELETE', '/admin/keys/abc'],
  ['POST', '/admin/reload'],
] as const;

const HOSTS = [
  'x',
  'x/#@y',
  'x/openapi.json?z=',
  'x/admin/keys',
  '127.0.0.1:1',
  'a@b',
  '..',
  'x/livez?',
  '[::1]/metrics',
  '',
];

describe('REG-01: the decision follows the target as it was sent, never a host', () => {
  test.each(HOSTS)('every route behind the host %j', async (host) => {
    for (const { method, paths } of ROUTES) {
      for (const path of paths) {
        const text = await speak(
          live.url,
          `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nx-forwarded-host: ${host}\r\nx-original-url: /livez\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
        );
        const plain = await speak(
          live.url,
          `${method} ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
        );
        expect([path, text.slice(0, 12)]).toEqual([path, plain.slice(0, 12)]);
      }
    }
  });

  test.each([
    '//v1/models',
    '/v1//models',
    '/v1/models/',
    '/v1/%6dodels',
    '/v1/models%00',
    '/v1/models;x',
    '/livez/../v1/models',
    '/v1/..;/v1/models',
    '/v1%2fmodels',
    '/V1/MODELS',
    'http://localhost/v1/models',
    'http://x/livez',
    '/v1\\models',
    '/v1/models#x',
    '*',
    '/.well-known/../livez',
  ])('the odd target %s is no route', async (target) => {
    for (const method of ['GET', 'POST']) {
      const text = await speak(
        live.url,
        `${method} ${target} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${live.key}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
      );
      expect(text).toMatch(/^HTTP\/1\.1 40[04] /);
    }
  });

  test.each([
    ['two hosts', 'GET /v1/models HTTP/1.1\r\nhost: a\r\nhost: b\r\nconnection: close\r\n\r\n'],
    ['no host', 'GET /v1/models HTTP/1.1\r\nconnection: close\r\n\r\n'],
    ['two lengths', 'POST /v1/messages HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}'],
    [
      'a length and chunks',
      'POST /v1/messages HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a folded header', 'GET /v1/models HTTP/1.1\r\nhost: a\r\nx: y\r\n z\r\nauthorization : x\r\n\r\n'],
    ['bare line feeds', 'GET /v1/models HTTP/1.1\nhost: a\n\n'],
    ['too many headers', `GET /v1/models HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ])('%s never get further than the door', async (_, bytes) => {
    expect(await speak(live.url, Buffer.from(bytes, 'latin1'))).toMatch(/^(HTTP\/1\.1 (400|401|431) |$)/);
  });
});

describe('REG-03, RT-21: the admin listener', () => {
  test.each(ADMIN)('%s %s does not exist on the traffic listener', async (method, path) => {
    for (const token of [live.adminToken, live.key]) {
      const { status } = await send(live.url, { method, path, headers: { authorization: `Bearer ${token}` } });
      expect(status).toBe(404);
    }
  });

  test('each of its routes refuses whoever is not the operator', async () => {
    const wrong = [
      '',
      'Bearer',
      'Bearer ',
      `Bearer ${live.key}`,
      `bearer ${live.adminToken}x`,
      `Bearer ${live.adminToken.slice(0, -1)}`,
      `Basic ${live.adminToken}`,
      live.adminToken,
      `Bearer ${live.adminToken},x`,
    ];
    for (const [method, path] of ADMIN.filter(([, path]) => path !== '/metrics')) {
      for (const authorization of wrong) {
        const { status, headers, body } = await send(live.adminUrl, {
          method,
          path,
          headers: authorization === '' ? {} : { authorization },
          body: '{"name":"x"}',
        });
        expect([path, authorization, status]).toEqual([path, authorization, 401]);
        expect([headers['www-authenticate'], JSON.parse(String(body))]).toEqual([
          'Bearer',
          { error: 'the admin token is missing or wrong' },
        ]);
      }
    }
    expect((await live.admin('GET', '/admin/keys')).text).not.toContain('"name":"x"');
  });

  test('what is not on its list is not there, also for the operator', async () => {
    for (const [method, path] of [
      ['PUT', '/admin/keys'],
      ['GET', '/admin'],
      ['GET', '/admin/'],
      ['GET', '/admin//keys'],
      ['GET', '/admin/keys/..'],
      ['PATCH', '/admin/configuration'],
      ['POST', '/admin/configuration'],
      ['GET', '/v1/models'],
      ['DELETE', '/admin/keys/%2e%2e'],
    ] as const) {
      expect([path, (await live.admin(method, path)).status]).toEqual([path, 404]);
    }
  });

  test('hostile bodies make no key', async () => {
    const bodies = [
      '[]',
      '"x"',
      'null',
      '{"name":""}',
      '{"name":"a","models":"*"}',
      '{"name":"a","__proto__":{"x":1},"role":"admin"}',
      '{"name":"a","lifetimeMs":-1}',
      '{',
    ];
    for (const body of bodies) {
      const { status } = await send(live.adminUrl, {
        path: '/admin/keys',
        body,
        headers: { authorization: `Bearer ${live.adminToken}` },
      });
      expect([body, status]).toEqual([body, 400]);
    }
  });

  test('no answer holds a secret: neither hash, nor key, nor token', async () => {
    const all = await Promise.all(
      ['/admin/keys', '/admin/configuration', '/admin/coverage', '/metrics'].map((path) => live.admin('GET', path)),
    );
    const text = all.map((answer) => answer.text).join('\n');
    expect(text).not.toContain(live.key);
    expect(text).not.toContain(live.adminToken);
    expect(text).not.toMatch(/"(hash|secret|pepper)"/);
    expect((await live.admin('GET', '/admin/keys')).text).toContain('"demo"');
  });
});

describe('REG-02, REG-05, REG-06: keys', () => {
  const status = async (headers: Record<string, string>): Promise<number> =>
    (await send(live.url, { method: 'GET', path: '/v1/models', headers })).status;

  test('every part of a key counts, and no other place than the three is read', async () => {
    for (let length = 20; length < live.key.length; length += 1)
      expect(await status({ authorization: `Bearer ${live.key.slice(0, length)}` })).toBe(401);
    const flipped = (at: number): string =>
      live.key.slice(0, at) + (live.key[at] === 'a' ? 'b' : 'a') + live.key.slice(at + 1);
    for (let at = 6; at < live.key.length; at += 1)
      expect([at, await status({ 'x-api-key': flipped(at) })]).toEqual([at, 401]);
    expect(await status({ cookie: `key=${live.key}`, 'x-litellm-key': live.key })).toBe(401);
    for (const name of ['authorization', 'x-api-key', 'api-key']) expect(await status({ [name]: live.key })).toBe(200);
  });

  test.each([
    `' or '1'='1`,
    'sk-rf-',
    'null',
    'undefined',
    '{}',
    '*',
    'sk-rf-000000000000-',
    `sk-rf-${'0'.repeat(12_000)}`,
    'sk-rf-\u00e9',
    '__proto__',
    '../../secrets/admin.token',
    'sk-rf-%00',
  ])('%j is 401', async (credential) => {
    expect(await status({ authorization: `Bearer ${credential}` })).toBe(401);
    expect(await status({ 'x-api-key': credential })).toBe(401);
  });

  test('two different keys in one request are refused', async () => {
    const other = await live.newKey({ name: 'other', models: ['*'] });
    expect(await status({ authorization: `Bearer ${live.key}`, 'x-api-key': other })).toBe(400);
    expect(await status({ authorization: `Bearer ${live.key}`, 'x-api-key': live.key })).toBe(200);
  });

  test('a key that was taken back is refused from the next request on', async () => {
    const key = await live.newKey({ name: 'short', models: ['*'] });
    expect(await status({ authorization: `Bearer ${key}` })).toBe(200);
    const id = key.split('-')[2] ?? '';
    expect((await live.admin('DELETE', `/admin/keys/${id}`)).status).toBe(200);
    expect(await status({ authorization: `Bearer ${key}` })).toBe(401);
    expect((await live.admin('DELETE', '/admin/keys/zzzzzzzzzzzz')).status).toBe(404);
  });

  test('nobody without a key gets an answer of any route but the two for probes', async () => {
    for (const { method, paths, work } of ROUTES) {
      const { status: got } = await send(live.url, {
        method,
        path: paths[0] ?? '',
        body: method === 'POST' ? '{}' : undefined,
        headers: { 'content-type': 'application/json' },
      });
      expect([paths[0], got]).toEqual([paths[0], work.kind === 'live' || work.kind === 'ready' ? 200 : 401]);
    }
  });
});
