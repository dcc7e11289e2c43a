import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, openHouse } from '../src/cli/house.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const POLICY = 'examples/larkfield/ringfort.yaml';

interface Step {
  readonly command: string;
  readonly output: string;
}

/** Commands and what they print, from the `console` blocks of the README. */
function stepsOf(text: string): readonly Step[] {
  const blocks = [...text.matchAll(/```console\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command = '', ...lines] = part.split('\n');
        return { command, output: lines.join('\n').trim() };
      }),
  );
}

/**
 * What differs from run to run: ids, times, keys, digests, where the gateway listens, and who read a text: a house that runs
 * from its source has no encoder.
 */
function withoutChance(text: string): string {
  return text
    .replace(/\b(?:dec|req)_[0-9A-Z]{26}\b/g, 'ID')
    .replace(/chatcmpl-[0-9a-f]+/g, 'chatcmpl')
    .replace(/"created":\d+/g, '"created":0')
    .replace(/sha256:[0-9a-f]+/g, 'sha256')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/key [0-9a-z]{12}/g, 'key')
    .replace(/the encoder read \d+%.*|the linear screen answered alone/g, 'who read it');
}

const steps = stepsOf(await readFile(join(root, 'README.md'), 'utf8'));

describe('the transcript in the README', () => {
  let folder: string;
  let house: House;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ringfort-readme-'));
    await cp(join(root, 'examples/larkfield/requests'), join(folder, 'requests'), { recursive: true });
    const policy = await readFile(join(root, POLICY), 'utf8');
    await writeFile(join(folder, 'ringfort.yaml'), policy.replace(':4100', ':0').replace(':4101', ':0'));
    const terminal = { out() {}, error() {}, progress() {}, isInteractive: false };
    const options = { config: join(folder, 'ringfort.yaml'), demo: true, logLevel: 'silent', writeLog() {} } as const;
    house = await openHouse(options, terminal);
  });

  afterAll(async () => {
    await house.close();
    await rm(folder, { recursive: true });
  });

  async function run(command: string): Promise<string> {
    const asked = /^ask ([\w-]+)$/.exec(command)?.[1];
    if (asked !== undefined) return ask(await readFile(join(folder, 'requests', `${asked}.json`), 'utf8'));
    const explained = /^node (bin\/ringfort) explain latest -c \S+ \| head -(\d+)$/.exec(command);
    if (explained === null) throw new Error(`the README has a command that this test does not know: ${command}`);
    const args = [join(root, explained[1] ?? ''), 'explain', 'latest', '-c', join(folder, 'ringfort.yaml')];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return stdout.split('\n').slice(0, Number(explained[2])).join('\n').trim();
  }

  async function ask(body: string): Promise<string> {
    const { host, port } = house.at.traffic;
    const headers = { authorization: `Bearer ${house.demoKey}`, 'content-type': 'application/json' };
    const response = await fetch(`http://${host}:${port}/v1/chat/completions`, { method: 'POST', headers, body });
    return response.text();
  }

  test('shows a question, an attack and its explanation', () => {
    expect(steps.map((step) => step.command.split(' ', 2).join(' '))).toEqual([
      'npm start',
      'npm test',
      'ask() {',
      'ask question',
      'ask ticket-refund',
      'node bin/ringfort',
    ]);
  });

  test('is what happens', async () => {
    for (const { command, output } of steps.filter((step) => step.output !== '')) {
      expect(withoutChance(await run(command)), command).toBe(withoutChance(output));
    }
  });
});
