import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packedPaths, ToyProject } from './house/toy-project.ts';

/** Any free port, so that nothing else on the machine is in the way. */
const POLICY = `ringfort: policy/v1
listeners:
  traffic: { address: "127.0.0.1:0" }
  admin: { address: "127.0.0.1:0" }
providers:
  obedient: { dialects: [openai, anthropic], base_url: "ringfort:obedient" }
models:
  support: { provider: obedient, model: obedient-1 }
`;
const EXAMPLE = join('node_modules', 'ringfort', 'examples', 'larkfield', 'ringfort.yaml');

const root = fileURLToPath(new URL('..', import.meta.url));

test('what a running installation keeps beside its policy is never packed', async () => {
  const shipped = ['bin/ringfort', 'dist/cli/main.js', 'examples/larkfield/ringfort.yaml'];
  const kept = ['examples/larkfield/.ringfort/secrets/admin.token', 'dist/.stamp', 'dist/store/contract.test-suite.js'];
  const packed = await packedPaths(root, [...shipped, ...kept]);
  expect(packed).toEqual(expect.arrayContaining(shipped));
  expect(packed.filter((path) => kept.includes(path))).toEqual([]);
});

describe('the packed package, installed in an empty project', () => {
  let toy: ToyProject;

  beforeAll(async () => {
    toy = await ToyProject.make(root);
  }, 180_000);

  afterAll(() => toy?.remove());

  test('carries no source, no tests and no secrets of the checkout', async () => {
    const installed = join(toy.folder, 'node_modules', 'ringfort');
    const names = await readdir(installed);
    expect(names.filter((name) => ['test', 'node_modules', '.ringfort', '.git'].includes(name))).toEqual([]);
    const source = await readdir(join(installed, 'src'), { recursive: true, withFileTypes: true });
    expect([...new Set(source.filter((entry) => entry.isFile()).map(({ name }) => name))]).toEqual(['README.md']);
    expect(names).toEqual(
      expect.arrayContaining(['LICENSE', 'NOTICE', 'README.md', 'LIMITATIONS.md', 'bin', 'dist', 'schema']),
    );
  });

  test.each([
    'README.md',
    'docs/operating.md',
    'docs/reference/policy.md',
    'docs/reference/controls.md',
    'LIMITATIONS.md',
    'examples/larkfield/README.md',
  ])('carries every file that %s links to', async (page) => {
    const path = join(toy.folder, 'node_modules', 'ringfort', page);
    const links = [...(await readFile(path, 'utf8')).matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)].map(([, to = '']) => to);
    expect(links.filter((link) => !existsSync(join(path, '..', link)))).toEqual([]);
  });

  test('tells what it can do', async () => {
    const { code, stdout } = await toy.ringfort('--help');
    expect(code).toBe(0);
    expect(stdout).toContain('serve');
    expect(stdout).toContain('check');
  });

  test('checks the example that it carries', async () => {
    const { code, stdout, stderr } = await toy.ringfort('check', '--config', EXAMPLE);
    expect(code, stdout + stderr).toBe(0);
  });

  test('serves, answers that it lives, and stops when it is told to', async () => {
    await toy.write('ringfort.yaml', POLICY);
    const { match, stop } = await toy.start(['serve', '--config', 'ringfort.yaml'], /(http:\/\/[\w.:[\]-]+:\d+)/);
    const answer = await fetch(`${match[1]}/livez`);
    expect(answer.status).toBe(200);
    expect(await stop()).toBe(0);
  }, 30_000);
});
