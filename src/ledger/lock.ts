import { open, readFile, readlink, rename, stat, unlink, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { LedgerError } from './error.ts';
import { LOCK_FILE } from './names.ts';
import { isMissing } from './storage.ts';

/** The right to write to a directory. */
export interface Lock {
  /** Renews the claim; throws `lock-lost` when somebody else holds the directory now. */
  renew(): Promise<void>;
  release(): Promise<void>;
}

/** How often a holder renews, and after how long a silent holder counts as gone where nobody can look, in milliseconds. */
export const RENEW_EVERY = 5_000;
export const GONE_AFTER = 20_000;

/** Time and chance, as the ledger has them. */
interface LockMeans {
  readonly now: () => number;
  readonly random: (size: number) => Uint8Array;
}

/** Who holds a directory. `pid` and `started` are empty where the system does not tell. */
interface Holder {
  readonly pid: string;
  readonly started: string;
  readonly host: string;
}

/** Takes the directory for this process. Throws `ledger-locked` when a living process has it; a stale lock is replaced. */
export async function takeLock(directory: string, means: LockMeans): Promise<Lock> {
  const path = join(directory, LOCK_FILE);
  const claim = Buffer.from(means.random(8)).toString('hex');
  const own = `${JSON.stringify({ ...(await ownProcess()), host: hostname(), claim })}\n`;
  await setStaleAside(path, claim, means.now());
  await create(path, own);
  return {
    async renew() {
      if ((await textOf(path)) !== own) throw lost(directory);
      await utimes(path, means.now() / 1000, means.now() / 1000);
    },
    async release() {
      if ((await textOf(path)) === own) await unlink(path);
    },
  };
}

/** Renaming is atomic: of two processes that find the same stale lock only one moves it, and looks at what it moved. */
async function setStaleAside(path: string, claim: string, now: number): Promise<void> {
  const found = await textOf(path);
  if (found === undefined) return;
  if (await isHeld(path, found, now)) throw locked(path, found);
  const aside = `${path}.${claim}.stale`;
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
  if (holder?.host === hostname() && holder.started !== '') return holder.started === (await startOf(holder.pid));
  const { mtimeMs } = await stat(path);
  return now - mtimeMs < GONE_AFTER;
}

/** Linux names the process that asks; other systems leave it to the clock. */
async function ownProcess(): Promise<{ readonly pid: string; readonly started: string }> {
  const pid = await readlink('/proc/self').catch(() => '');
  return { pid, started: await startOf(pid) };
}

/**
 * Field 22 of the stat file of a process: when it started. A number that another process has now differs there; a dead
 * process that nobody has waited for yet has no start.
 */
async function startOf(pid: string): Promise<string> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? '' : (fields[19] ?? '');
}

function readHolder(text: string): Holder | undefined {
  const [, pid, started, host] = HOLDER.exec(text) ?? [];
  if (pid === undefined || started === undefined || host === undefined) return undefined;
  return { pid, started, host };
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

const HOLDER = /^\{"pid":"([0-9]*)","started":"([0-9]*)","host":"([^"\\]*)","claim":"[0-9a-f]{16}"\}\n$/;
