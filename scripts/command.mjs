import { spawn } from 'node:child_process';

/** A failure that is already explained to the person; only the exit code is left to set. */
export class Explained extends Error {}

/**
 * Runs a program quietly and resolves when it succeeds. When it fails, all that it said is shown and `Explained` is
 * thrown.
 */
export function runQuietly(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    child.stdout.on('data', (piece) => said.push(piece));
    child.stderr.on('data', (piece) => said.push(piece));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      reject(new Explained(`${Buffer.concat(said).toString()}\n${program} ${args.join(' ')} ended with ${code}`));
    });
  });
}

/** Runs a program in this terminal, hands signals on, and resolves to its exit code. */
export function runHere(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: 'inherit' });
    const handOn = (signal) => child.kill(signal);
    process.on('SIGINT', handOn);
    process.on('SIGTERM', handOn);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', handOn);
      process.off('SIGTERM', handOn);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}
