import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The paths that `npm pack` would take from a folder that has the package.json of `root` and these files. */
export async function packedPaths(root: string, files: readonly string[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ringfort-pack-'));
  try {
    await copyFile(join(root, 'package.json'), join(folder, 'package.json'));
    for (const path of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), 'x');
    }
    const told = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: folder });
    const [{ files: packed }]: [{ files: readonly { path: string }[] }] = JSON.parse(told.stdout);
    return packed.map(({ path }) => path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** An empty project of somebody else, with the packed tarball installed as they would install it. */
export class ToyProject {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Packs the checkout at `root` and installs the tarball; no install script runs. */
  static async make(root: string): Promise<ToyProject> {
    const folder = await mkdtemp(join(tmpdir(), 'ringfort-toy-'));
    const packed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
    });
    const [{ filename }]: [{ filename: string }] = JSON.parse(packed.stdout);
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'toy', version: '1.0.0', private: true }));
    const flags = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
    await run('npm', ['install', ...flags, join(folder, filename)], { cwd: folder });
    return new ToyProject(folder);
  }

  /** Runs the installed command to its end. */
  async ringfort(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    try {
      const { stdout, stderr } = await run(this.command, [...args], { cwd: this.folder });
      return { code: 0, stdout, stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }; // execFile documents it
      return { code, stdout, stderr };
    }
  }

  /** Starts the installed command, waits until its output matches `ready`, and hands over what matched. */
  async start(
    args: readonly string[],
    ready: RegExp,
  ): Promise<{ match: RegExpExecArray; stop: () => Promise<number> }> {
    const child = spawn(this.command, args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
    const stop = () => {
      child.kill('SIGTERM');
      return ended;
    };
    let said = '';
    const match = await new Promise<RegExpExecArray>((resolve, reject) => {
      const read = (piece: Buffer) => {
        said += piece.toString();
        const found = ready.exec(said);
        if (found !== null) resolve(found);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      void ended.then((code) => reject(new Error(`ended with ${code} before it was ready:\n${said}`)));
    });
    return { match, stop };
  }

  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.folder, path)), { recursive: true });
    await writeFile(join(this.folder, path), text);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  private get command(): string {
    return join(this.folder, 'node_modules', '.bin', 'ringfort');
  }
}
