import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { verifyCard } from '../../src/assurance/index.ts';
import { StandInScorer, withStandIn } from './stand-in-scorer.ts';
import { jsonl, ringfort, Workshop } from './transcript.ts';

const workshop = new Workshop();
afterAll(() => workshop.clean());
let files = 0;
const written = (text: string, ending = '.jsonl') => workshop.write(`texts-${files++}${ending}`, text);
const fresh = (ending: string) => join(workshop.folder, `result-${files++}${ending}`);

const ROWS = [
  { id: 'b1', text: 'score 0.1', label: 'benign', channel: 'user', dataset: 'chats', split: 'dev' },
  { id: 'b2', text: 'score 0.7', label: 'benign', channel: 'user', dataset: 'chats', split: 'train' },
  {
    id: 'a1',
    text: 'score 0.95',
    label: 'injection',
    class: 'direct',
    channel: 'user',
    dataset: 'attacks',
    split: 'dev',
  },
  { id: 'b3', text: 'score 0.2', label: 'benign', channel: 'document', dataset: 'pages', split: 'dev' },
  {
    id: 'a2',
    text: 'score 0.4',
    label: 'injection',
    class: 'indirect',
    channel: 'document',
    dataset: 'pages',
    split: 'dev',
  },
];
const evaluated = (data: string, ...more: readonly string[]) =>
  withStandIn(new StandInScorer(), 'evaluate', '--data', data, ...more);

describe('ringfort evaluate', () => {
  test('prints what was measured, by set, channel, class, language and length', async () => {
    const { code, out, err } = await evaluated(written(jsonl(...ROWS)));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('2 attacks and 3 benign texts, weights sha256:stand-in');
    for (const by of ['set', 'channel', 'class', 'language', 'length']) expect(out).toContain(`\nby ${by} `);
    expect(out).toMatch(/\nattacks +1 +1\.000 +- +100\.0 /);
  });

  test('reads gzip, and several files as one', async () => {
    const file = join(workshop.folder, 'rows.jsonl.gz');
    writeFileSync(file, gzipSync(jsonl(...ROWS)));
    const { out } = await evaluated(file, '--data', written(jsonl({ text: 'score 0.3', label: 'benign' })));
    expect(out).toContain('2 attacks and 4 benign texts');
  });

  test('takes one split, and tells whole sets from those with rows in another', async () => {
    const { out } = await evaluated(written(jsonl(...ROWS)), '--split', 'dev');
    expect(out).toContain('2 attacks and 2 benign texts');
    expect(out).toMatch(/rows of sets seen elsewhere +0 .*\nwhole unseen sets +2 /);
  });

  test('judges every text at a named crossing', async () => {
    const scorer = new StandInScorer();
    const data = written(jsonl(...ROWS));
    const { out } = await withStandIn(scorer, 'evaluate', '--data', data, '--crossing', 'data.retrieval');
    expect(new Set(scorer.asked.slice(2))).toEqual(new Set(['data']));
    expect(out).toContain('data.retrieval: flags from 0.300, acts from 0.700');
    expect(out).not.toContain('interface.request');
  });

  test('writes everything but the texts, the same in every run, times apart', async () => {
    const data = written(jsonl(...ROWS));
    const runs = [fresh('.json'), fresh('.json')];
    for (const json of runs) await evaluated(data, '--json', json);
    const [first, second] = runs.map((file) =>
      readFileSync(file, 'utf8').replace(/"(milliseconds|p\d\d|perSecond)":[\d.e-]+/g, '"$1":0'),
    );
    expect(first).toBe(second);
    expect(first).not.toContain('score 0');
    expect(JSON.parse(first ?? '').texts[2]).toMatchObject({
      id: 'a1',
      digest: expect.stringMatching(/^[0-9a-f]{16}$/),
      score: 0.95,
      tier: 'encoder',
      crossing: 'interface.request',
    });
  });

  test('a bad line is named with its place, and then nothing is scored', async () => {
    const scorer = new StandInScorer();
    const data = written(jsonl(ROWS[0], '{"text":"score 0.1","label":7}', '', '{"text":"secret'));
    const json = fresh('.json');
    const { code, out, err } = await withStandIn(scorer, 'evaluate', '--data', data, '--json', json);
    expect({ code, out, opened: scorer.opened, left: existsSync(json) }).toEqual({
      code: 1,
      out: '',
      opened: 0,
      left: false,
    });
    expect(err).toContain(`${data}:2:29: \`label\` must be a text`);
    expect(err).toContain(`${data}:4:16: the line is no JSON`);
    expect(err).toContain('2 lines cannot be used, nothing was scored');
    expect(err).not.toContain('secret');
  });

  test('of many bad lines twenty are shown', async () => {
    const { err } = await evaluated(written('{\n'.repeat(50)));
    expect(err.split('\n')).toHaveLength(22);
    expect(err).toContain('... and 30 more');
  });

  test.each([
    [['--crossing', 'data.retreival'], 'did you mean `data.retrieval`?'],
    [['--split', 'deb'], 'no text is in the split `deb`, did you mean `dev`?'],
  ])('%j is refused with what to do', async (more, message) => {
    const { code, err } = await evaluated(written(jsonl(...ROWS)), ...more);
    expect({ code, said: err.includes(message) ? message : err }).toEqual({ code: 1, said: message });
  });

  test.each([
    ['nowhere.jsonl', 'cannot be read'],
    ['nowhere.jsonl.gz', 'is no whole gzip file'],
  ])('%s is named', async (file, message) => {
    expect((await evaluated(join(workshop.folder, file))).err).toContain(message);
  });

  test('a gzip file that was cut off is not half-read', async () => {
    const file = join(workshop.folder, 'cut.jsonl.gz');
    const whole = gzipSync(jsonl(...ROWS));
    writeFileSync(file, whole.subarray(0, whole.length - 12));
    const { code, out } = await evaluated(file);
    expect({ code, out }).toEqual({ code: 1, out: '' });
  });

  test('writes over no file, and says so before the work', async () => {
    const scorer = new StandInScorer();
    const data = written(jsonl(...ROWS));
    const { err } = await withStandIn(scorer, 'evaluate', '--data', data, '--json', data);
    expect(err).toContain('is there already');
    expect(scorer.opened).toBe(0);
  });

  test('closes the detectors and leaves no file when they break', async () => {
    const scorer = new StandInScorer();
    const json = fresh('.json');
    const data = written(jsonl({ text: 'broken', label: 'benign' }));
    await expect(withStandIn(scorer, 'evaluate', '--data', data, '--json', json)).rejects.toThrow('the detector broke');
    expect({ closed: scorer.closed, left: existsSync(json) }).toEqual({ closed: 1, left: false });
  });
});

const BENIGN = Array.from({ length: 1000 }, (_, index) => ({ text: `score ${index / 1000}` }));

describe('ringfort calibrate', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = workshop.write('card.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const calibrated = (data: string, ...more: readonly string[]) =>
    withStandIn(new StandInScorer(), 'calibrate', '--data', data, '--crossing', 'interface.request', ...more);

  test('writes a signed card that its key verifies, and says what it means', async () => {
    const out = fresh('.json');
    const attacks = written(jsonl({ text: 'score 0.999', label: 'injection' }, { text: 'score 0.5' }));
    const run = await calibrated(written(jsonl(...BENIGN)), '--attacks', attacks, '--key', key, '--out', out);
    expect({ code: run.code, out: run.out }).toEqual({ code: 0, out: '' });
    expect(run.err).toContain(
      '4 of 1000 benign texts are flagged there, 4 are allowed: at most 1 % of texts like these',
    );
    expect(run.err).toContain('catches 1 of 2 attacks');
    const verdict = verifyCard(JSON.parse(readFileSync(out, 'utf8')), publicKey);
    expect(verdict).toMatchObject({ ok: true, card: { crossing: 'interface.request', threshold: 0.9950000000000001 } });
  });

  test.each([
    ['0.01', false],
    ['0.02', true],
  ])('a card for %s says whether a policy can use it', async (rate, isNoted) => {
    const { code, err } = await calibrated(written(jsonl(...BENIGN)), '--key', key, '--rate', rate);
    expect(code).toBe(0);
    expect(err.includes('note: a policy can only use the rates 0.05, 0.01, 0.005, 0.001')).toBe(isNoted);
  });

  test('signs with the key of the installation when none is named', async () => {
    const config = workshop.policy();
    await ringfort('keys', 'create', '--name', 'one', '--model', '*', '-c', config);
    const { code, out } = await calibrated(written(jsonl(...BENIGN)), '-c', config);
    expect({ code, keyId: JSON.parse(out).keyId }).toEqual({ code: 0, keyId: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test.each([
    [BENIGN.slice(0, 298), [], '298 different benign texts prove no rate of `0.01`: give at least 299'],
    [BENIGN, ['--rate', '0.001'], '1000 different benign texts prove no rate of `0.001`: give at least 2995'],
    [Array(3000).fill(BENIGN[0]), [], '1 different benign texts'],
    [BENIGN.map(({ text }, index) => ({ text: `score 1 of ${text} ${index}` })), [], 'no threshold stands above them'],
    [BENIGN, ['--rate', '1%'], '`1%` is no rate, give a share between 0 and 1, as `0.01` for 1 %'],
    [BENIGN, ['--rate', '0.0'], '`0.0` is no rate'],
    [[...BENIGN, { text: 'x', label: 'injection' }], [], ':1001:1: only benign texts calibrate'],
  ])('%# is refused with what to do', async (rows, more, message) => {
    const out = fresh('.json');
    const { code, err } = await calibrated(written(jsonl(...rows)), '--key', key, '--out', out, ...more);
    expect({ code, said: err.includes(message) ? message : err }).toEqual({ code: 1, said: message });
    expect(existsSync(out)).toBe(false);
  });

  test('a key of another kind is refused', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const file = workshop.write('other-key.pem', other.export({ type: 'pkcs8', format: 'pem' }).toString());
    for (const wrong of [file, 'package.json'])
      expect((await calibrated(written(jsonl(...BENIGN)), '--key', wrong)).err).toContain(
        'is no Ed25519 private key in PEM',
      );
  });
});
