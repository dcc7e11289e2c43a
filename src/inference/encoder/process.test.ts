import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath, kill, platform } from 'node:process';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EncoderState } from './encoder.ts';
import { openEncoder } from './open.ts';
import { startProcess } from './process.ts';
import { findLack, findRuntime } from './runtime.ts';
import { tinyModel } from './tiny-model.test-suite.ts';

let folder = '';
let script = '';
let room = '';
let modelFile = '';

/** Compiles one file with all that it imports, to run on plain Node. */
async function compile(name: string): Promise<string> {
  const rolldownOptions = { output: { entryFileNames: `${name}.mjs` } };
  const ssr = join(import.meta.dirname, `${name}.ts`);
  const options = { ssr, outDir: folder, emptyOutDir: false, target: 'node20', rolldownOptions };
  await build({ configFile: false, logLevel: 'silent', build: options });
  return join(folder, `${name}.mjs`);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringfort-encoder-'));
  [script, room] = [await compile('child'), await compile('process')];
  modelFile = join(folder, 'tiny.onnx');
  await writeFile(modelFile, tinyModel());
});

afterAll(() => rm(folder, { recursive: true }));

const setup = () => ({ runtime: findRuntime() ?? '', modelFile, threads: 1 });
const start = (changed = {}) => startProcess(script, { ...setup(), ...changed }, new AbortController().signal);

/** Waits until a process is gone, or only waits for somebody to hear how it ended. */
async function isGone(pid: string): Promise<void> {
  for (;;) {
    const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
    if (/\) [ZX]/.test(state)) return;
  }
}

test('the process stands behind the gateway for a core', async () => {
  const worker = await start();
  expect(getPriority(worker.pid)).toBe(Math.min(19, getPriority() + 5));
  await worker.stop();
});

test('rows of different sizes are judged by the real runtime, padding apart', async () => {
  const encoder = await openEncoder({ modelFile, script });
  const rows = [[3, 4], Int32Array.of(5), [0, 0, 7], new Array<number>(64).fill(1)];
  expect(await encoder.judge(rows, 10_000)).toEqual([
    [7, 2],
    [5, 1],
    [7, 3],
    [64, 64],
  ]);
  await encoder.close();
  expect(encoder.state).toBe('closed');
});

test.runIf(platform === 'linux')('the runtime opens no file and no connection of its own', async () => {
  const worker = await start();
  const open = await readdir(`/proc/${worker.pid}/fd`);
  const targets = await Promise.all(
    open.map((name) => readlink(`/proc/${worker.pid}/fd/${name}`).catch(() => 'closed')),
  );
  const strange = targets.filter((target) => target.startsWith('/') && target !== '/dev/null');
  expect(strange).toEqual([]);
  // Its last words and the frames; the third has no other end any more.
  expect(targets.filter((target) => target.startsWith('socket:')).length).toBeLessThanOrEqual(3);
  await worker.stop();
});

test('a run that the runtime refuses has no verdict, and the next one has', async () => {
  const worker = await start();
  expect(await worker.run({ length: 8, rows: [Int32Array.of(16)] })).toEqual([undefined]);
  expect(await worker.run({ length: 8, rows: [Int32Array.of(15)] })).toEqual([[15, 1]]);
  await worker.stop();
});

test('a process that is killed says so, and refuses the run in flight', async () => {
  const worker = await start();
  kill(worker.pid ?? 0, 'SIGSTOP');
  const running = worker.run({ length: 8, rows: [Int32Array.of(1)] });
  kill(worker.pid ?? 0, 'SIGKILL');
  await expect(running).rejects.toMatchObject({ code: 'worker-ended', message: expect.stringContaining('SIGKILL') });
  expect(await worker.ended).toMatchObject({ code: 'worker-ended' });
});

test('weights that are none fail with the words of the runtime', async () => {
  const starting = start({ modelFile: script });
  await expect(starting).rejects.toMatchObject({ code: 'worker-ended', message: expect.stringMatching(/protobuf/i) });
});

test('a start is cut short by its signal', async () => {
  const closing = new AbortController();
  const starting = startProcess(script, setup(), closing.signal);
  closing.abort();
  await expect(starting).rejects.toMatchObject({ code: 'worker-ended' });
});

test('weights that are not there make it absent, and a missing package does', async () => {
  const states: [EncoderState, unknown][] = [];
  const settings = { modelFile: join(folder, 'none.onnx'), script };
  const encoder = await openEncoder({ ...settings, onState: (state, cause) => states.push([state, cause]) });
  expect(encoder.state).toBe('absent');
  expect(states).toEqual([['absent', expect.objectContaining({ code: 'weights-absent' })]]);
  expect(await encoder.judge([[1]], 1_000)).toEqual([undefined]);
  await encoder.close();
  expect(await findLack(undefined, modelFile)).toMatchObject({ code: 'runtime-absent' });
});

test.runIf(platform === 'linux')('it does not outlive a parent that is killed', async () => {
  const source = `import { startProcess } from ${JSON.stringify(room)};
    const worker = await startProcess(${JSON.stringify(script)}, ${JSON.stringify(setup())}, new AbortController().signal);
    console.log(worker.pid);
    setInterval(() => {}, 1000);`;
  const parent: ChildProcess = spawn(execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (parent.stdout === null) throw new Error('the parent has no output');
  const [pid] = await once(createInterface({ input: parent.stdout }), 'line');
  parent.kill('SIGKILL');
  await isGone(String(pid));
});

test('it does not keep a program alive that is done', async () => {
  const source = `import { startProcess } from ${JSON.stringify(room)};
    await startProcess(${JSON.stringify(script)}, ${JSON.stringify(setup())}, new AbortController().signal);`;
  const program = spawn(execPath, ['--input-type=module', '-e', source], { stdio: 'inherit' });
  expect((await once(program, 'exit'))[0]).toBe(0);
});
