import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ringfort, Workshop } from './transcript.ts';

const workshop = new Workshop();
afterAll(() => workshop.clean());
const VARIABLE = 'RINGFORT_TEST_KEY_THAT_NOBODY_SETS';
const main = fileURLToPath(new URL('../../bin/ringfort', import.meta.url));
let config = '';
let file = '';

beforeAll(async () => {
  config = workshop.write(
    'ringfort.yaml',
    `ringfort: policy/v1
listeners: { traffic: { address: "127.0.0.1:0" }, admin: { address: "127.0.0.1:0" } }
providers:
  main: { dialects: [openai], base_url: "https://api.provider.example/v1", key: "env:${VARIABLE}" }
models:
  chat: { provider: main, model: some-model }
`,
  );
  file = workshop.write('lines.jsonl', '{"id":1,"text":"Where is my parcel?","messages":[]}\n');
  expect((await ringfort('keys', 'create', '--name', 'one', '--model', 'chat', '-c', config)).code).toBe(0);
});

/** Runs the program with no variable set at all. */
function alone(args: readonly string[]): { readonly code: number | null; readonly err: string } {
  const { status, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', env: {} });
  return { code: status, err: stderr };
}

describe('under a policy whose key is in a variable that is not set', () => {
  test.each([
    [['explain', 'latest'], 1, 'nothing was stopped'],
    [['explain', 'dec_00000000000000000000000000'], 1, 'nothing is known'],
    [['keys', 'list'], 0, ''],
    [['keys', 'create', '--name', 'two', '--model', 'chat'], 0, ''],
    [['keys', 'revoke', '000000000000'], 1, 'there is no key'],
    [['ledger', 'verify'], 0, ''],
    [['ledger', 'export'], 0, ''],
    [['ledger', 'prove', '0'], 0, ''],
    [['inspect', '--crossing', 'interface.request', '--jsonl', 'FILE'], 0, ''],
    [['replay', '--jsonl', 'FILE'], 0, ''],
    [['check'], 1, `environment variable \`${VARIABLE}\``],
  ])('%j needs no key, and only `check` and `serve` ask for it', (args, code, message) => {
    const ran = alone([...args.map((word) => (word === 'FILE' ? file : word)), '-c', config]);
    expect({ code: ran.code, said: ran.err.includes(message) ? message : ran.err }).toEqual({ code, said: message });
  });
});

describe('without --jsonl', () => {
  test.each([
    [
      ['inspect', '--crossing', 'interface.request'],
      '{"id":1,"text":"Where is my parcel?"}\n',
      '{"id":1,"outcome":"pass"',
    ],
    [
      ['replay'],
      '{"id":1,"messages":[{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"x","arguments":"{}"}}]}]}\n',
      '{"id":1,"call":',
    ],
  ])('%j reads standard input', (args, input, start) => {
    for (const more of [[], ['--jsonl'], ['--jsonl', '-']]) {
      const { status, stdout } = spawnSync(process.execPath, [main, ...args, ...more], { encoding: 'utf8', input });
      expect({ status, start: stdout.slice(0, start.length) }).toEqual({ status: 0, start });
    }
  });
});
