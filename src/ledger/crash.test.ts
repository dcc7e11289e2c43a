import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { openLedger, readLedger, verifyLedger } from './index.ts';
import { KEYS, options, PAYLOAD_KEY, temporaryFolders } from './temporary.test-suite.ts';

const folders = temporaryFolders();
const root = fileURLToPath(new URL('../..', import.meta.url));
let built = '';

/** Writes with 64 writers until it is killed, and prints each receipt when it has it. */
const WRITER = `
import { createPrivateKey } from 'node:crypto';
import { openLedger } from './built/ledger/index.js';
const [directory, key, payloadKey] = process.argv.slice(2);
const signingKey = createPrivateKey({ key: Buffer.from(key, 'hex'), format: 'der', type: 'pkcs8' });
const ledger = await openLedger({
  directory,
  signingKey,
  payloadKey: Buffer.from(payloadKey, 'hex'),
  now: Date.now,
  segmentBytes: 60_000,
  checkpointEvery: 50,
});
let count = 0;
async function write() {
  for (;;) {
    const number = count++;
    const payload = number % 5 === 0 ? Buffer.from('text ' + number) : undefined;
    const { sequence, hash } = await ledger.append({ kind: 'act', at: Date.now(), number }, payload);
    process.stdout.write(sequence + ' ' + hash + ' ' + number + '\\n');
  }
}
for (let writer = 0; writer < 64; writer += 1) void write();
`;

beforeAll(async () => {
  built = await folders.make();
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      rootDir: join(root, 'src'),
      outDir: join(built, 'built'),
      typeRoots: [join(root, 'node_modules/@types')],
      composite: false,
      declaration: false,
      sourceMap: false,
      tsBuildInfoFile: null,
    },
    include: [],
    files: [join(root, 'src/ledger/index.ts')],
  };
  await writeFile(join(built, 'tsconfig.json'), JSON.stringify(config));
  await writeFile(join(built, 'package.json'), '{"type":"module"}');
  await writeFile(join(built, 'writer.mjs'), WRITER);
  await mkdir(join(built, 'built'));
  await symlink(join(root, 'node_modules'), join(built, 'node_modules'));
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', built]);
});

interface Acknowledged {
  readonly sequence: number;
  readonly hash: string;
  readonly number: number;
}

/** Runs the writer until it has acknowledged so many entries, kills it without warning, and returns what it had said. */
async function writeAndKill(directory: string, entries: number): Promise<readonly Acknowledged[]> {
  const key = KEYS.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('hex');
  const payloadKey = Buffer.from(PAYLOAD_KEY).toString('hex');
  const child = spawn('node', [join(built, 'writer.mjs'), directory, key, payloadKey], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await outputUntil(child, entries);
  const lines = said.slice(0, said.lastIndexOf('\n')).split('\n');
  return lines.map((line) => {
    const [sequence, hash = '', number] = line.split(' ');
    return { sequence: Number(sequence), hash, number: Number(number) };
  });
}

async function outputUntil(child: ChildProcessByStdio<null, Readable, null>, lines: number): Promise<string> {
  let [said, count] = ['', 0];
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    said += chunk;
    count += String(chunk).split('\n').length - 1;
    if (count >= lines) child.kill('SIGKILL');
  }
  return said;
}

describe('a process that is killed while it writes', () => {
  test('leaves every acknowledged entry in its place, run after run', async () => {
    const directory = await folders.make();
    const acknowledged: Acknowledged[] = [];
    for (const entries of [300, 1_000, 777, 2_345]) acknowledged.push(...(await writeAndKill(directory, entries)));
    const ledger = await openLedger(options(directory, { segmentBytes: 60_000 }));
    await ledger.close();

    const found = new Map<number, { readonly hash: string; readonly number: unknown }>();
    for await (const { entry } of readLedger(directory)) {
      found.set(entry.sequence, { hash: entry.hash, number: entry.body.number });
    }
    expect(acknowledged.length).toBeGreaterThan(4_400);
    const lost = acknowledged.filter(({ sequence, hash, number }) => {
      const entry = found.get(sequence);
      return entry?.hash !== hash || entry.number !== number;
    });
    expect(lost).toEqual([]);
    const report = await verifyLedger({ directory, publicKey: KEYS.publicKey });
    expect(report).toMatchObject({ ok: true, problems: [], tornBytes: 0, signed: report.entries });
    expect(report.segments).toBeGreaterThan(5);
  });
});
