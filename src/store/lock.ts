import { randomUUID } from 'node:crypto';
import { link, readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { StoreError } from './error.ts';
import { isErrno } from './file.ts';

const HEARTBEAT_MS = 5_000;
/** For holders whose process cannot be seen from here: on another host, or in a process that gave no `LockProcess`. */
const UNSEEN_STALE_MS = 30_000;
const ATTEMPTS = 3;

/** What a lock must know of its own process; Node's `process` is one. */
export interface LockProcess {
  readonly pid: number;
  /** Seconds since it began. */
  uptime(): number;
  /** With signal 0 throws `ESRCH` when there is no such process. */
  kill(pid: number, signal: 0): unknown;
}

interface Holder {
  readonly pid: number | null;
  readonly host: string;
  readonly nonce: string;
}

export interface DirectoryLock {
  release(): Promise<void>;
}

/** Takes `directory` for this process alone, or throws `directory-locked` naming the holder. A dead holder's lock is taken over. */
export async function lockDirectory(directory: string, own?: LockProcess): Promise<DirectoryLock> {
  const path = join(directory, 'store.lock');
  const nonce = randomUUID();
  const ownPath = `${path}.${nonce}`;
  const holder: Holder = { pid: own?.pid ?? null, host: hostname(), nonce };
  await writeFile(ownPath, JSON.stringify(holder), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await isLinked(ownPath, path)) return heldLock(path, nonce);
      await removeIfDead(path, own);
    }
    throw lockedBy(await readHolder(path), path);
  } finally {
    await unlink(ownPath);
  }
}

async function isLinked(from: string, path: string): Promise<boolean> {
  try {
    await link(from, path);
    return true;
  } catch (error) {
    if (isErrno(error, ['EEXIST'])) return false;
    throw error;
  }
}

function heldLock(path: string, nonce: string): DirectoryLock {
  const heartbeat = setInterval(() => {
    // A missed heartbeat only makes the lock look older to another host.
    utimes(path, new Date(), new Date()).catch(() => undefined);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    async release() {
      clearInterval(heartbeat);
      if ((await readHolder(path))?.nonce === nonce) await unlink(path);
    },
  };
}

/** Renames a dead holder's lock away first, so that of two who find it dead only one goes on with this file. */
async function removeIfDead(path: string, own: LockProcess | undefined): Promise<void> {
  const holder = await readHolder(path);
  if (holder === undefined) return;
  if (!(await isDead(holder, path, own))) throw lockedBy(holder, path);
  const aside = `${path}.dead.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isErrno(error, ['ENOENT'])) return;
    throw error;
  }
  const moved = await readHolder(aside);
  // Somebody was quicker and we took a living lock away: put it back.
  if (moved !== undefined && moved.nonce !== holder.nonce) await isLinked(aside, path);
  await unlink(aside);
}

async function isDead(holder: Holder, path: string, own: LockProcess | undefined): Promise<boolean> {
  if (own === undefined || holder.pid === null || holder.host !== hostname())
    return (await ageMs(path)) > UNSEEN_STALE_MS;
  // Our own number: another thread's lock, unless it was last touched by an earlier process of that number (a container
  // that starts again gives the same one each time).
  if (holder.pid === own.pid) return (await ageMs(path)) > own.uptime() * 1000;
  try {
    own.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return isErrno(error, ['ESRCH']);
  }
}

async function ageMs(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch (error) {
    if (isErrno(error, ['ENOENT'])) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isErrno(error, ['ENOENT'])) return undefined;
    throw error;
  }
  try {
    const holder: unknown = JSON.parse(text);
    if (isHolder(holder)) return holder;
  } catch {
    // Not ours, or emptied by a power loss: named below as unreadable.
  }
  throw new StoreError('directory-locked', `unreadable lock \`${path}\`, remove it if no server uses this folder`);
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, host, nonce } = value as Partial<Record<keyof Holder, unknown>>; // each field is checked on the next line
  return (typeof pid === 'number' || pid === null) && typeof host === 'string' && typeof nonce === 'string';
}

function lockedBy(holder: Holder | undefined, path: string): StoreError {
  const who = holder === undefined ? 'another process' : `process \`${holder.pid ?? '?'}\` on \`${holder.host}\``;
  const remedy = 'stop it or use another state folder; the lock of one that cannot be seen and is gone ends after 30 s';
  return new StoreError('directory-locked', `${who} already uses this folder (\`${path}\`), ${remedy}`);
}
