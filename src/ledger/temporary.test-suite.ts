import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { LedgerEntryBody } from './entry.ts';
import { type LedgerOptions, openLedger } from './open.ts';

/** A key pair that is the same in every run: the seed is 32 times the given byte. */
export function keyPair(seed = 7): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  const der = Buffer.concat([prefix, Buffer.alloc(32, seed)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

export const KEYS = keyPair();
export const PAYLOAD_KEY: Uint8Array = new Uint8Array(32).fill(9);

/** Folders for one test file, erased after it. */
export function temporaryFolders(): { make(): Promise<string> } {
  const folders: string[] = [];
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });
  return {
    async make() {
      const folder = await mkdtemp(join(tmpdir(), 'ringfort-ledger-'));
      folders.push(folder);
      return folder;
    },
  };
}

/** Options with a clock that counts milliseconds and chance that counts bytes: every run writes the same files. */
export function options(directory: string, over: Partial<LedgerOptions> = {}): LedgerOptions {
  let [time, byte] = [1_764_000_000_000, 0];
  return {
    directory,
    signingKey: KEYS.privateKey,
    payloadKey: PAYLOAD_KEY,
    now: () => time++,
    random: (size) => Uint8Array.from({ length: size }, () => (byte = (byte % 255) + 1)),
    ...over,
  };
}

export function body(number: number): LedgerEntryBody {
  return { kind: 'act', at: 1_764_000_000_000 + number, tool: 'orders.refund', number };
}

/** A closed ledger with this many entries, one commit each. */
export async function writtenLedger(
  directory: string,
  entries: number,
  over: Partial<LedgerOptions> & { readonly payloads?: readonly number[] } = {},
): Promise<void> {
  const ledger = await openLedger(options(directory, over));
  for (let number = 0; number < entries; number += 1) {
    const payload = over.payloads?.includes(number) ? Buffer.from(`text of ${number}`) : undefined;
    await ledger.append(body(number), payload);
  }
  await ledger.close();
}

export async function linesOf(directory: string, file: string): Promise<string[]> {
  return (await readFile(join(directory, file), 'utf8')).split('\n').slice(0, -1);
}

export async function writeLines(directory: string, file: string, lines: readonly string[]): Promise<void> {
  await writeFile(join(directory, file), lines.map((line) => `${line}\n`).join(''));
}

export async function filesOf(directory: string): Promise<readonly string[]> {
  return (await readdir(directory)).sort();
}
