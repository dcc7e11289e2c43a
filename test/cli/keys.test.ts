import { afterAll, describe, expect, test } from 'vitest';
import { startHouse } from './running.ts';
import { ringfort, Workshop } from './transcript.ts';

const workshops: Workshop[] = [];
const workshop = (): Workshop => {
  const made = new Workshop();
  workshops.push(made);
  return made;
};
afterAll(() => {
  for (const made of workshops) made.clean();
});
const CREDENTIAL = /^sk-rf-([0-9a-z]{12})-[0-9A-Za-z]{49}$/;

describe('ringfort keys', () => {
  test('makes, lists and revokes on the store itself when no gateway runs; the credential is printed once', async () => {
    const config = workshop().policy();
    const made = await ringfort(
      'keys',
      'create',
      '--name',
      'shop',
      '--tenant',
      'acme',
      '--model',
      'shop-chat',
      '--expires',
      '30d',
      '-c',
      config,
    );
    const id = CREDENTIAL.exec(made.out)?.[1] ?? 'none';
    expect(made.code).toBe(0);
    expect(made.err).toContain('It is not shown again.');
    const listed = await ringfort('keys', 'list', '-c', config);
    expect(listed.out).toMatch(new RegExp(`${id}  shop  acme    active  shop-chat`));
    expect(listed.out).not.toContain(made.out);
    const revoked = await ringfort('keys', 'revoke', made.out, '-c', config);
    expect(revoked.out).toBe(`revoked ${id} (shop)`);
    expect(JSON.parse((await ringfort('keys', 'list', '--json', '-c', config)).out)).toMatchObject([
      { id, state: 'revoked' },
    ]);
  });

  test('asks the running gateway, which knows the key at once and refuses it once revoked', async () => {
    const running = await startHouse(workshop());
    try {
      const { config, house } = running;
      const made = await ringfort('keys', 'create', '--name', 'shop', '--model', '*', '-c', config);
      const { host, port } = house.at.traffic;
      const status = async (): Promise<number> =>
        (await fetch(`http://${host}:${port}/v1/models`, { headers: { authorization: `Bearer ${made.out}` } })).status;
      expect(await status()).toBe(200);
      expect((await ringfort('keys', 'list', '-c', config)).out).toContain('demo');
      const id = CREDENTIAL.exec(made.out)?.[1] ?? 'none';
      expect((await ringfort('keys', 'revoke', id, '-c', config)).code).toBe(0);
      expect(await status()).toBe(401);
      const unknown = await ringfort('keys', 'revoke', '000000000000', '-c', config);
      expect(unknown.err).toContain('there is no key `000000000000`');
    } finally {
      await running.house.close();
    }
  });

  test.each([
    [['create', '--name', 'shop'], 'a key without a model may use none'],
    [['create', '--name', 'shop', '--model', 'shop-cat'], 'did you mean `shop-chat`?'],
    [['create', '--name', 'shop', '--model', '*', '--expires', '30 days'], '`30 days` is no time to live'],
    [['create'], "required option '--name <name>' not specified"],
    [['revoke', 'x'], '`x` is no id of a key'],
    [['revoke', '000000000000'], 'there is no key `000000000000`'],
  ])('%j is refused with what to do', async (args, message) => {
    const { code, err } = await ringfort('keys', ...args, '-c', workshop().policy());
    expect({ code, said: err.includes(message) ? message : err }).toEqual({ code: 1, said: message });
  });
});
