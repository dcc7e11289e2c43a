import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const TICKS_PER_SECOND = 100;
const READY_WITHIN_MS = 30_000;
const CAN_PIN = spawnSync('taskset', ['-V']).status === 0 && availableParallelism() > 1;

/** Whether servers run on a core of their own. */
export const isPinned = CAN_PIN;

/** The core of the server under test, and the cores of everybody else. */
export const CORES = { server: '0', others: CAN_PIN ? `1-${availableParallelism() - 1}` : '0' };

/** Puts this very process on the given cores, so that the load generator leaves the server's core alone. */
export function pinSelf(cores) {
  if (CAN_PIN) spawnSync('taskset', ['-a', '-p', '-c', cores, String(process.pid)]);
}

/** Starts a Node program and waits for the line that starts with `ready`; all that it printed until then is kept. */
export async function startServer(args, { cores, environment = {} } = {}) {
  const [command, ...rest] = CAN_PIN
    ? ['taskset', '-c', cores, process.execPath, ...args]
    : [process.execPath, ...args];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors = (errors + chunk).slice(-4_000);
  });
  const greeting = await new Promise((resolve, reject) => {
    let output = '';
    const late = setTimeout(
      () => reject(new Error(`not ready in time: ${args.join(' ')}\n${output}${errors}`)),
      READY_WITHIN_MS,
    );
    const look = (chunk) => {
      output += chunk;
      const ready = output.split('\n').find((text) => text.startsWith('ready '));
      if (ready === undefined) return;
      clearTimeout(late);
      resolve({ ready, output });
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.on('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`ended with ${code}: ${args.join(' ')}\n${output}${errors}`));
    });
  });
  return {
    ...greeting,
    pid: child.pid,
    /** CPU time of the process so far, user and system, in milliseconds. Resolution: 10 ms. */
    cpuMs: () => cpuMs(child.pid),
    /** Resident memory now, in bytes, of the process and its children. */
    memory: () => memory(child.pid) + childrenOf(child.pid).reduce((sum, pid) => sum + memory(pid), 0),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), 3_000).unref();
      }),
  };
}

function cpuMs(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
}

function childrenOf(pid) {
  const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return list === '' ? [] : list.split(' ').map(Number);
}

function memory(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024;
}
