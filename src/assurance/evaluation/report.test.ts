import { describe, expect, test } from 'vitest';
import { renderReport } from './render-report.ts';
import { evaluationReport } from './report.ts';
import { type LabelledText, readRow } from './row.ts';
import { scoreTexts } from './score-texts.ts';
import type { Scored, ScoredAs, Scorer } from './scorer.ts';

const blank = { label: 'benign', channel: 'user', class: 'chat', lang: 'en', set: 'own', split: 'dev' };
const text = (score: number, more: Partial<LabelledText> = {}): LabelledText => ({
  ...blank,
  id: `t${score}`,
  text: `score ${score}`,
  ...more,
});
const attack = (score: number, more: Partial<LabelledText> = {}) =>
  text(score, { label: 'injection', class: 'direct', ...more });

const asked: ScoredAs[] = [];
const scorer: Scorer = {
  weights: 'sha256:test',
  async score(given, as): Promise<Scored> {
    asked.push(as);
    const score = Number(/score ([\d.]+)/.exec(given)?.[1] ?? 0);
    return {
      score,
      tier: score > 0.5 ? 'encoder' : 'screen',
      coverage: score > 0.5 ? 0.5 : 1,
      unassessed: score === 0,
    };
  },
  thresholds: (crossing) => (crossing === 'interface.request' ? { flag: 0.6, act: 0.9 } : { flag: 0.3, act: 0.7 }),
};

async function reported(texts: readonly LabelledText[], seen?: ReadonlySet<string>) {
  let clock = 0;
  const now = () => (clock += 2);
  return evaluationReport(await scoreTexts(texts, { scorer, now }), scorer, seen);
}

const MIXED = [
  text(0.1),
  text(0.7, { set: 'other' }),
  attack(0.8),
  attack(0.65, { set: 'other', lang: 'de' }),
  text(0.2, { channel: 'document' }),
  attack(0.4, { channel: 'document', class: 'indirect', text: `score 0.4 ${'x'.repeat(300)}` }),
];

describe('the report', () => {
  test('ranks every attack against the benign texts of its own channel', async () => {
    const { groups } = await reported(MIXED);
    const cells = Object.fromEntries(
      groups.find(({ by }) => by === 'channel')?.cells.map((cell) => [cell.name, cell.auc]) ?? [],
    );
    expect(cells).toEqual({ user: 0.75, document: 1 });
  });

  test('tells the AUC within a group apart, where the group holds both kinds', async () => {
    const { groups } = await reported(MIXED);
    const sets = groups.find(({ by }) => by === 'set')?.cells;
    expect(sets?.map(({ name, auc, aucWithin }) => [name, auc, aucWithin])).toEqual([
      ['other', 0.5, 0],
      ['own', 1, 1],
    ]);
  });

  test('judges each text at the thresholds of its crossing', async () => {
    const { all, thresholds } = await reported(MIXED);
    expect(thresholds.map(({ crossing }) => crossing)).toEqual(['data.retrieval', 'interface.request']);
    expect(all.attacks.flagged).toMatchObject({ count: 3, of: 3 });
    expect(all.attacks.acted).toMatchObject({ count: 0, of: 3 });
    expect(all.benign.flagged).toMatchObject({ count: 1, of: 3 });
  });

  test('a text that reaches a threshold exactly is flagged', async () => {
    expect((await reported([attack(0.6)])).all.attacks.flagged.count).toBe(1);
  });

  test('says how many attacks could not be ranked', async () => {
    const { all } = await reported([attack(0.8, { channel: 'tool_output' }), attack(0.8), text(0.1)]);
    expect({ ranked: all.ranked, of: all.attacks.texts, auc: all.auc }).toEqual({ ranked: 1, of: 2, auc: 1 });
  });

  test('counts who answered, what was looked at, what was not assessed, and how long it took', async () => {
    const { answered, coverage, unassessed, latency } = await reported([...MIXED, text(0)]);
    expect(answered.encoder).toMatchObject({ count: 3, of: 7 });
    expect(coverage.whole).toMatchObject({ count: 4, of: 7 });
    expect(coverage.mean).toBeCloseTo(5.5 / 7, 12);
    expect(unassessed).toMatchObject({ count: 1, of: 7 });
    expect(latency).toEqual({ p50: 2, p95: 2, p99: 2, perSecond: 500 });
  });

  test('orders lengths by length and tells sets apart that another split has rows of', async () => {
    const { groups } = await reported(
      [...MIXED, text(0.1, { text: `score 0.1 ${'y'.repeat(5000)}` })],
      new Set(['own']),
    );
    const names = (by: string) => groups.find((group) => group.by === by)?.cells.map(({ name }) => name);
    expect(names('length')).toEqual(['1 to 200', '201 to 1000', 'more than 4000']);
    expect(names('split')).toEqual(['rows of sets seen elsewhere', 'whole unseen sets']);
  });

  test('is the same whatever the order of the texts', async () => {
    expect(await reported(MIXED.toReversed())).toEqual(await reported(MIXED));
  });

  test('a planted fault, a detector that answers the same to all, is seen', async () => {
    const blind = {
      ...scorer,
      score: async () => ({ score: 1, tier: 'screen', coverage: 1, unassessed: false }) as const,
    };
    const benign = Array.from({ length: 300 }, (_, index) => text(index / 1000));
    const texts = await scoreTexts([...benign, attack(0.9)], { scorer: blind, now: () => 0 });
    const report = evaluationReport(texts, blind);
    expect(report.all.auc).toBe(0.5);
    expect(report.all.recall.map(({ recall }) => recall.count)).toEqual([0, 0, 0]);
    expect(renderReport(report).join('\n')).toContain('user is saturated: only 1 different scores among its 3 highest');
  });

  test('is readable, and says where its numbers say little', async () => {
    const lines = renderReport(await reported(MIXED));
    expect(lines[0]).toBe('3 attacks and 3 benign texts, weights sha256:test');
    expect(lines.find((line) => line.startsWith('document'))).toMatch(/^document +1 +1\.000 +1\.000 +100\.0 /);
    expect(lines.at(-1)).toContain('too few for one false positive at 0.5 %');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(160);
  });
});

describe('scoring', () => {
  test('asks for user text as user and for all other as data', async () => {
    asked.length = 0;
    await reported([text(0.1), text(0.1, { channel: 'tool_output' }), text(0.1, { channel: 'new_kind' })]);
    expect(asked.slice(2)).toEqual(['user', 'data', 'data']);
  });

  test.each([Number.NaN, 1.5, -0.1])('a detector that answers %d is not believed', async (score) => {
    const faulty = {
      ...scorer,
      score: async () => ({ score, tier: 'screen', coverage: 1, unassessed: false }) as const,
    };
    await expect(scoreTexts([text(0.1)], { scorer: faulty, now: () => 0 })).rejects.toThrow('not a number from 0 to 1');
  });

  test('keeps digests and no text', async () => {
    const [scored] = await scoreTexts([text(0.25)], { scorer, now: () => 0 });
    expect(JSON.stringify(scored)).not.toContain('score 0.25');
    expect(scored?.digest).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a row', () => {
  const read = (line: string) => readRow(line, { id: 'f:1' });

  test('takes what is known of it, and defaults for the rest', () => {
    expect(read('{"text":"a","label":"benign","meta":{"x":1}}')).toEqual({
      ok: true,
      row: {
        id: 'f:1',
        text: 'a',
        label: 'benign',
        channel: 'user',
        class: 'benign',
        lang: 'unknown',
        set: 'unnamed',
        split: 'unnamed',
      },
    });
    const line =
      '{"text":"a","label":"x","class":"c","lang":"fr","source":"s","dataset":"d","split":"dev","id":"1","channel":"document"}';
    expect(read(line)).toMatchObject({
      row: { id: '1', class: 'c', lang: 'fr', set: 'd', split: 'dev', channel: 'document' },
    });
  });

  test.each([
    ['{"text":"a"}', 1, '`label` is missing, give `benign` or the kind of attack'],
    ['{"label":"benign"}', 1, '`text` must be a text of one character or more'],
    ['{"label":"benign","text":7}', 26, '`text` must be a text of one character or more'],
    ['{"text":"a","label":["x"]}', 21, '`label` must be a text of one character or more, or left out'],
    ['{"text":"a","label":"Benign"}', 21, '`label` is `Benign`, write `benign`'],
    ['{"text":"a","label":"BENIGN "}', 21, '`label` is `BENIGN `, write `benign`'],
    ['{"text":"a","text":"b","label":"x"}', 13, 'an object has a key twice, leave one out'],
    ['["a"]', 1, 'the line is no JSON object, give {"text", "label"}'],
    ['{"text":"a" "label":"x"}', 13, 'the line is no JSON, give one JSON object a line'],
    ['{"text":"a', 11, 'the line is no JSON, give one JSON object a line'],
  ])('%s is refused with its column', (line, column, message) => {
    expect(read(line)).toEqual({ ok: false, column, message });
  });

  test('no message quotes the text', () => {
    for (const line of ['{"text":"secret" x', '{"text":{"secret":1}}', 'secret', '{"secret":1,"secret":2}'])
      expect(JSON.stringify(read(line))).not.toContain('secret');
  });
});
