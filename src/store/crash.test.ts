import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import process, { execPath, pid } from 'node:process';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import { openEmbeddedStore } from './index.ts';
import { temporaryFolders } from './temporary.test-suite.ts';

const KEY = new Uint8Array(32).fill(7);
const folders = temporaryFolders();
let childScript = '';

beforeAll(async () => {
  const outDir = await folders.make();
  const ssr = join(import.meta.dirname, 'crash-child.test-suite.ts');
  const rolldownOptions = { output: { entryFileNames: 'child.mjs' } };
  await build({ configFile: false, logLevel: 'silent', build: { ssr, outDir, target: 'node20', rolldownOptions } });
  childScript = join(outDir, 'child.mjs');
});

function openHere(directory: string) {
  return openEmbeddedStore({ directory, encryptionKey: KEY, now: () => 1_000, holder: process });
}

/** Starts the child; `lines` are what it acknowledged. */
function startChild(directory: string, first: number): { child: ChildProcess; lines: AsyncIterable<string> } {
  const child = spawn(execPath, [childScript, directory, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout === null) throw new Error('the child has no output');
  return { child, lines: createInterface({ input: child.stdout }) };
}

test('nothing acknowledged is lost when the process is killed, again and again', async () => {
  const directory = await folders.make();
  let last = -1;
  for (let round = 0; round < 4; round += 1) {
    const { child, lines } = startChild(directory, last + 1);
    const enough = last + 150 + 37 * round;
    for await (const line of lines) {
      if (line !== 'open') last = Number(line);
      if (last === enough) child.kill('SIGKILL');
    }
    if (child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
  }
  const store = await openHere(directory);
  const ids = new Set((await store.keys.list()).map((row) => row.id));
  for (let index = 0; index <= last; index += 1) expect(ids.has(`key-${index}`)).toBe(true);
  // Written behind: all but the last moments before each kill.
  const loads = await Promise.all(Array.from({ length: 50 }, (_, index) => store.pseudonyms.load(`session ${index}`)));
  const values = loads.flat();
  for (const { token, value } of values) expect(`T_${value.slice('value '.length)}`).toBe(token);
  expect(values.length).toBeGreaterThan(last * 0.9);
  await store.close();
});

test('a second process is refused while the first lives, and not after it was killed', async () => {
  const directory = await folders.make();
  const { child, lines } = startChild(directory, 0);
  for await (const line of lines) if (line === 'open') break;
  const second = openHere(directory);
  await expect(second).rejects.toMatchObject({
    code: 'directory-locked',
    message: expect.stringContaining(`process \`${child.pid}\` on \`${hostname()}\` already uses this folder`),
  });
  child.kill('SIGKILL');
  await once(child, 'exit');
  await (await openHere(directory)).close();
});

test('one process cannot open a folder twice, and can open it again after closing', async () => {
  const directory = await folders.make();
  const store = await openHere(directory);
  const second = openHere(directory);
  await expect(second).rejects.toMatchObject({ code: 'directory-locked' });
  await store.close();
  await (await openHere(directory)).close();
});

test('of many who open at once exactly one gets in, a dead holder before them or not', async () => {
  for (const isStale of [false, true]) {
    const directory = await folders.make();
    const dead = spawn(execPath, ['-e', '']);
    await once(dead, 'exit');
    const holder = JSON.stringify({ pid: dead.pid, host: hostname(), nonce: 'dead' });
    if (isStale) await writeFile(join(directory, 'store.lock'), holder);
    const openings = Array.from({ length: 8 }, () => openHere(directory));
    const results = await Promise.allSettled(openings);
    const stores = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(stores.length).toBe(1);
    for (const store of stores) await store.close();
  }
});

test('a lock under our own number counts only when it is younger than this process', async () => {
  const directory = await folders.make();
  const path = join(directory, 'store.lock');
  await writeFile(path, JSON.stringify({ pid, host: hostname(), nonce: 'another thread' }));
  const opening = openHere(directory);
  await expect(opening).rejects.toMatchObject({ code: 'directory-locked' });
  await utimes(path, new Date(0), new Date(0));
  await (await openHere(directory)).close();
});

test('without a process to compare with, a lock holds until it was not renewed for half a minute', async () => {
  const directory = await folders.make();
  const open = () => openEmbeddedStore({ directory, encryptionKey: KEY, now: () => 1_000 });
  const store = await open();
  await expect(open()).rejects.toMatchObject({ code: 'directory-locked' });
  await expect(openHere(directory)).rejects.toMatchObject({ code: 'directory-locked' });
  await store.close();
  const path = join(directory, 'store.lock');
  await writeFile(path, JSON.stringify({ pid: null, host: hostname(), nonce: 'n' }));
  await expect(open()).rejects.toMatchObject({ code: 'directory-locked' });
  await utimes(path, new Date(0), new Date(0));
  await (await open()).close();
});

test('a lock of another host ends when it was not renewed for half a minute', async () => {
  const directory = await folders.make();
  const path = join(directory, 'store.lock');
  await writeFile(path, JSON.stringify({ pid: 1, host: 'elsewhere', nonce: 'n' }));
  await utimes(path, new Date(0), new Date(0));
  await (await openHere(directory)).close();
});

test('a lock of another host that was alive a moment ago is respected', async () => {
  const directory = await folders.make();
  await writeFile(join(directory, 'store.lock'), JSON.stringify({ pid: 1, host: 'elsewhere', nonce: 'n' }));
  const opening = openHere(directory);
  await expect(opening).rejects.toMatchObject({
    code: 'directory-locked',
    message: expect.stringContaining('elsewhere'),
  });
});

test('a lock that nobody can read is named, not ignored', async () => {
  const directory = await folders.make();
  await writeFile(join(directory, 'store.lock'), '{"pid":"x"}');
  const opening = openHere(directory);
  await expect(opening).rejects.toMatchObject({
    code: 'directory-locked',
    message: expect.stringContaining('unreadable'),
  });
});
