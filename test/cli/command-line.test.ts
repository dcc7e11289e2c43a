import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { printBanner } from '../../src/cli/banner.ts';
import { commandForm } from '../../src/cli/command-form.ts';
import { suggestion } from '../../src/cli/nearest.ts';
import { field, wrap } from '../../src/cli/wrap.ts';
import { startHouse } from './running.ts';
import { jsonl, ringfort, Workshop } from './transcript.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const workshop = new Workshop();
afterAll(() => workshop.clean());

describe('help', () => {
  test.each([
    ['serve'],
    ['check'],
    ['explain'],
    ['inspect'],
    ['replay'],
    ['evaluate'],
    ['calibrate'],
    ['ledger', 'verify'],
    ['ledger', 'export'],
    ['ledger', 'prove'],
    ['keys', 'create'],
    ['keys', 'list'],
    ['keys', 'revoke'],
    ['completion'],
  ])('%s %s says what it does and shows one example', async (...path) => {
    const { code, out } = await ringfort(...path, '--help');
    expect(code).toBe(0);
    expect(out).toMatch(/Example:\n {2}\$ .*ringfort/);
    expect(out.split('\n').filter((line) => line.trim() !== '').length).toBeGreaterThan(5);
  });

  test('an unknown command is answered with the one that was meant', async () => {
    const { code, err } = await ringfort('chek');
    expect(code).toBe(1);
    expect(err).toContain('Did you mean check?');
  });
});

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish'])('%s knows every command and its options', async (shell) => {
    const { code, out } = await ringfort('completion', shell);
    expect(code).toBe(0);
    for (const word of ['explain', 'ledger', 'verify', 'revoke', 'crossing', 'public-key']) expect(out).toContain(word);
  });

  test('what bash gets completes commands and options', async () => {
    const { out } = await ringfort('completion', 'bash');
    const complete = (...words: readonly string[]): readonly string[] => {
      const set = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}`;
      return execFileSync('bash', ['-c', `${out}\n${set}; _ringfort; printf '%s\\n' "\${COMPREPLY[@]}"`], {
        encoding: 'utf8',
      })
        .trim()
        .split('\n');
    };
    expect(complete('ringfort', 'ex')).toEqual(['explain']);
    expect(complete('ringfort', 'ledger', '')).toEqual(expect.arrayContaining(['verify', 'export', 'prove']));
    expect(complete('ringfort', '-c', 'x.yaml', 'ledger', 'verify', '--an')).toEqual(['--anchor']);
  });

  test('another shell is named with those that are known', async () => {
    const { code, err } = await ringfort('completion', 'powershell');
    expect(code).toBe(1);
    expect(err).toContain('there are `bash`, `zsh`, `fish`');
  });
});

describe('the way to call this program', () => {
  test.each([
    ['/srv/shop/node_modules/.bin/ringfort', 'npx ringfort'],
    ['/usr/local/bin/ringfort', 'ringfort'],
    ['/srv/shop/bin/ringfort', 'node bin/ringfort'],
    ['/opt/ringfort/bin/ringfort', 'node /opt/ringfort/bin/ringfort'],
    ['/srv/shop/my house/bin/ringfort', 'node "my house/bin/ringfort"'],
  ])('%s is called as %s', (script, form) => {
    expect(commandForm({ script, folder: '/srv/shop', searchPath: '/usr/bin:/usr/local/bin' })).toBe(form);
  });
});

describe('the banner', () => {
  test('prints commands that work as they are: a useful answer, a stopped attack, the reason for it', async () => {
    const { house } = await startHouse(workshop);
    try {
      const lines: string[] = [];
      const terminal = {
        isInteractive: false,
        out: (line: string) => void lines.push(line),
        error: () => undefined,
        progress: () => undefined,
      };
      printBanner(terminal, { ...house, key: house.demoKey }, 'ringfort');
      const bodies = lines
        .filter((line) => line.startsWith('  curl'))
        .map((line) => /-d '(.*)'$/.exec(line)?.[1] ?? '');
      const answers = await Promise.all(
        bodies.map((body) =>
          fetch(`http://${house.at.traffic.host}:${house.at.traffic.port}/v1/chat/completions`, {
            method: 'POST',
            headers: { authorization: `Bearer ${house.demoKey}`, 'content-type': 'application/json' },
            body,
          }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 400]);
      expect(await answers[0]?.text()).toContain('within 30 days of delivery');
      const explain = lines.find((line) => line.includes('explain latest')) ?? '';
      const { code, out } = await ringfort(...explain.trim().split(' ').slice(1));
      expect(code).toBe(0);
      expect(out).toContain(answers[1]?.headers.get('x-ringfort-decision-id') ?? 'no id');
      expect(lines.at(-1)).toMatch(/^ready http:/);
    } finally {
      await house.close();
    }
  });
});

describe('words', () => {
  test('prose is broken at spaces and keeps its indent', () => {
    expect(wrap('one two three', '  ', 9)).toEqual(['  one two', '  three']);
    expect(field('what', 'it does', 10)).toEqual(['what      it does']);
  });

  test('a near name is suggested, and all names when none is near', () => {
    expect(suggestion('chek', ['check', 'serve'])).toBe(', did you mean `check`?');
    expect(suggestion('zzz', ['check', 'serve'])).toBe('; there are `check`, `serve`');
  });
});

describe('the compiled command', () => {
  const run = (script: string): { readonly out: string; readonly err: string } => {
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8', cwd: root });
    return { out: stdout, err: stderr };
  };

  test('runs, and ends with 1 when the answer is no', () => {
    expect(run('node bin/ringfort --version; echo $?').out).toMatch(/^\d+\.\d+\.\d+\n0\n$/);
    const { out, err } = run("node bin/ringfort explain 'no id'; echo $?");
    expect(out).toBe('1\n');
    expect(err).toMatch(/^ringfort: `no id` is no decision id, .*\(input-invalid\)\n$/);
  });

  test('stands a reader who leaves early', () => {
    const lines = jsonl(...Array.from({ length: 20_000 }, (_, id) => ({ id, text: 'Where is my parcel?' })));
    const file = workshop.write('many.jsonl', lines);
    const { out, err } = run(
      `node bin/ringfort inspect --crossing interface.request --jsonl '${file}' | head -1; echo "\${PIPESTATUS[0]}"`,
    );
    expect({ out, err }).toEqual({
      out: expect.stringMatching(/^\{"id":0,"outcome":"pass","score":0,"findings":\[\],"bases":\{.*\}\}\n0\n$/),
      err: '',
    });
  });
});
