import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { isPinned } from './server.mjs';

/** Where the figures were taken: without this they mean nothing. */
export function describeMachine() {
  return {
    processor:
      cpus()[0]?.model.trim() || readFileSync('/proc/cpuinfo', 'utf8').match(/model name\s*: (.*)/)?.[1] || 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.version,
    system: `${process.platform} ${process.arch}`,
    pinned: isPinned,
    commit: commit(),
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
  };
}

/** Load of the last minute before the run, per core: above a few tenths somebody else was working too. */
export function busyShare() {
  return Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]) / cpus().length;
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}
