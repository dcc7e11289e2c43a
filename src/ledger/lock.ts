import { open, readFile, rename, stat, unlink, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { kill, pid } from 'node:process'; // a lock names its holder; nothing else in this room knows of processes
import { LedgerError } from './error.ts';
import { LOCK_FILE } from './names.ts';
import { isMissing } from './storage.ts';

/** The right to write to a directory. */
export interface Lock {
  /** Renews the claim; throws `lock-lost` when somebody else holds the directory now. */
  renew(): Promise<void>;
  release(): Promise<void>;
}

/** How often a holder renews, and after how long a silent holder on another host counts as gone, in milliseconds. */
export const RENEW_EVERY = 10_000;
export const GONE_AFTER = 60_000;

/** Takes the directory for this process. Throws `ledger-locked` when a living process has it; a stale lock is replaced. */
export async function takeLock(directory: string, now: () => number): Promise<Lock> {
  const path = join(directory, LOCK_FILE);
  const own = `${JSON.stringify({ pid, started: await startOf(pid), host: hostname() })}\n`;
  await setStaleAside(path, now());
  await create(path, own);
  return {
    async renew() {
      if ((await textOf(path)) !== own) throw lost(directory);
      await utimes(path, now() / 1000, now() / 1000);
    },
    async release() {
      if ((await textOf(path)) === own) await unlink(path);
    },
  };
}

/** Renaming is atomic: of two processes that find the same stale lock only one moves it, and looks at what it moved. */
async function setStaleAside(path: string, now: number): Promise<void> {
  const found = await textOf(path);
  if (found === undefined) return;
  if (await isHeld(path, found, now)) throw locked(path, found);
  const aside = `${path}.${pid}.stale`;
  await rename(path, aside).catch(ignoreMissing);
  const moved = await textOf(aside);
  if (moved !== undefined && moved !== found) {
    await rename(aside, path);
    throw locked(path, moved);
  }
  await unlink(aside).catch(ignoreMissing);
}

async function create(path: string, text: string): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(text).finally(() => file.close());
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') throw locked(path, '');
    throw cause;
  }
}

async function isHeld(path: string, text: string, now: number): Promise<boolean> {
  const holder = readHolder(text);
  if (holder?.host !== hostname()) {
    const { mtimeMs } = await stat(path);
    return now - mtimeMs < GONE_AFTER;
  }
  return isRunning(holder.pid) && holder.started === (await startOf(holder.pid));
}

function isRunning(other: number): boolean {
  try {
    return kill(other, 0);
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

/** Linux tells the start of a process as field 22 of its stat file; a number that another process has now differs there. */
async function startOf(other: number): Promise<string> {
  const status = await readFile(`/proc/${other}/stat`, 'utf8').catch(() => '');
  return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function readHolder(text: string): { pid: number; started: string; host: string } | undefined {
  const found = HOLDER.exec(text);
  return found === null ? undefined : { pid: Number(found[1]), started: found[2] ?? '', host: found[3] ?? '' };
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(ignoreMissing);
}

function ignoreMissing(cause: unknown): undefined {
  if (!isMissing(cause)) throw cause;
}

function locked(path: string, text: string): LedgerError {
  const holder = readHolder(text);
  const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`;
  return new LedgerError('ledger-locked', `the ledger behind \`${path}\` is written by ${who}; stop that first`);
}

function lost(directory: string): LedgerError {
  return new LedgerError(
    'lock-lost',
    `the lock of \`${directory}\` was taken by another process; nothing more is written`,
  );
}

const HOLDER = /^\{"pid":([0-9]+),"started":"([0-9]*)","host":"([^"\\]*)"\}\n$/;
