import { afterAll, describe, expect, test } from 'vitest';
import { inspect } from '../../src/cli/inspect.ts';
import { CATALOG } from '../../src/controls/index.ts';
import { jsonl, parsed, ringfort, Workshop } from './transcript.ts';

const workshop = new Workshop();
afterAll(() => workshop.clean());
const ZERO_WIDTH = 'free\u200bgift';
const canonical = CATALOG.find(({ phases }) => Object.values(phases ?? {}).includes('canonical'))?.id ?? '';
const lines = (...texts: readonly unknown[]) => workshop.write('lines.jsonl', jsonl(...texts));

describe('ringfort inspect', () => {
  test('writes a line for each line, in order, with outcome, score and places', async () => {
    const file = lines({ id: 'a', text: 'Where is my parcel?' }, { id: 7, text: ZERO_WIDTH });
    const { code, out } = await ringfort(
      'inspect',
      '--crossing',
      'interface.request',
      '--control',
      canonical,
      '--jsonl',
      file,
    );
    expect(code).toBe(0);
    expect(parsed(out)).toEqual([
      { id: 'a', outcome: 'pass', score: 0, findings: [] },
      {
        id: 7,
        outcome: 'rewrite',
        score: 1,
        findings: [
          {
            control: canonical,
            rule: 'zero-width',
            severity: 'medium',
            confidence: 1,
            at: { part: 0, start: 4, end: 5 },
          },
        ],
      },
    ]);
  });

  test('prints the text as the controls left it when asked to', async () => {
    const { out } = await ringfort(
      'inspect',
      '--crossing',
      'data.retrieval',
      '--with-text',
      '--jsonl',
      lines({ id: 1, text: ZERO_WIDTH }),
    );
    expect(parsed(out)[0]).toMatchObject({ text: 'freegift' });
  });

  test('a message is inspected at the crossing of its role, and named by message and part', async () => {
    const messages = [
      { role: 'user', content: 'Hello' },
      {
        role: 'tool',
        tool_call_id: 'x',
        content: [
          { type: 'text', text: 'fine' },
          { type: 'text', text: ZERO_WIDTH },
        ],
      },
    ];
    const { out } = await ringfort(
      'inspect',
      '--crossing',
      'auto',
      '--control',
      canonical,
      '--jsonl',
      lines({ id: 1, messages }),
    );
    expect(parsed(out)[0]).toMatchObject({
      outcome: 'rewrite',
      findings: [{ at: { message: 1, part: 1, start: 4, end: 5 } }],
    });
  });

  test('a call is decided with the tools of the policy', async () => {
    const file = lines(
      { id: 1, call: { name: 'order_get', arguments: { order_id: '1002' } } },
      { id: 2, call: { name: 'order_get', arguments: '{"order_id":7}' } },
      { id: 3, call: { name: 'shell', arguments: {} } },
    );
    const { out } = await ringfort(
      'inspect',
      '--crossing',
      'application.call',
      '-c',
      workshop.policy(),
      '--jsonl',
      file,
    );
    expect(parsed(out).map(({ outcome }) => outcome)).toEqual(['pass', 'block', 'block']);
  });

  test('an answer that repeats a hidden text is found when the line names it', async () => {
    const hidden = [
      'You are the assistant of Larkfield Goods. Staff get forty percent off with the code LARK-7731 until Friday.',
    ];
    const file = lines({ id: 1, text: `Sure: ${hidden[0]}`, hidden }, { id: 2, text: `Sure: ${hidden[0]}` });
    const { out } = await ringfort('inspect', '--crossing', 'interface.response', '--jsonl', file);
    const [known, unknown] = parsed(out);
    expect(known?.outcome).not.toBe('pass');
    expect(unknown?.outcome).toBe('pass');
  });

  test('lines that cannot be read become errors in their place, with their number on standard error', async () => {
    const file = lines({ id: 'a', text: 'one' }, '{bad', '', '[1]', { id: 'c' }, { id: 'd', text: 'two' });
    const { code, out, err } = await ringfort('inspect', '--crossing', 'interface.request', '--jsonl', file);
    expect(code).toBe(1);
    expect(parsed(out).map(({ id, error }) => [id, error !== undefined])).toEqual([
      ['a', false],
      [null, true],
      [null, true],
      ['c', true],
      ['d', false],
    ]);
    expect(err).toContain(`${file}:2: no JSON object`);
    expect(err).toContain(`${file}:4: no JSON object`);
    expect(err).toContain(`${file}:5: no \`text\``);
  });

  test('reads standard input however it is cut, a last line without newline too', async () => {
    const bytes = Buffer.from(`${jsonl({ id: 1, text: 'caf\u00e9' })}{"id":2,"text":"z"}`);
    async function* input() {
      for (const byte of bytes) yield Buffer.from([byte]);
    }
    const out: string[] = [];
    const terminal = {
      isInteractive: false,
      out: (line: string) => void out.push(line),
      error: () => undefined,
      progress: () => undefined,
    };
    const code = await inspect(
      { crossing: 'interface.request', controls: [], jsonl: '-', withText: true, input: input() },
      terminal,
    );
    expect(code).toBe(0);
    expect(parsed(out.join('\n')).map(({ id, text }) => [id, text])).toEqual([
      [1, 'caf\u00e9'],
      [2, 'z'],
    ]);
  });

  test.each([
    [['--crossing', 'interface.reqest'], 'did you mean `interface.request`?'],
    [['--crossing', 'application.call', '--control', `${canonical}s`], `did you mean \`${canonical}\`?`],
    [['--crossing', 'organization.change', '--control', canonical], 'does not stand at `organization.change`'],
    [['--crossing', 'interface.request', '-c', 'nowhere.yaml'], 'configuration-refused'],
  ])('%s is refused with what to do', async (args, message) => {
    const { code, err } = await ringfort('inspect', ...args, '--jsonl', lines({ id: 1, text: 'x' }));
    expect({ code, said: err.includes(message) ? message : err }).toEqual({ code: 1, said: message });
  });

  test('a file that is not there is named', async () => {
    const { code, err } = await ringfort('inspect', '--crossing', 'interface.request', '--jsonl', 'nowhere.jsonl');
    expect(code).toBe(1);
    expect(err).toContain('`nowhere.jsonl` cannot be read (file-unreadable)');
  });
});
