import { expect, test } from 'vitest';
import { compareConfigurations } from './compare.ts';
import type { Fault } from './fixture.ts';
import { below, loaded, problemsOf, SMALLEST } from './fixture.ts';

const withDetectors = (fields: string): string => below(`detectors: {${fields}}\n`);
const withJudge = (fields: string): string => withDetectors(`judge: {${fields}}`);
const LOCAL = 'url: "http://127.0.0.1:11434", format: ollama, model: small';

test('without a word of the file the encoder is used where it is installed, and nobody else is asked', () => {
  expect(loaded(SMALLEST).detectors).toEqual({
    encoder: 'auto',
    deadlineMs: 250,
    calibration: [],
    judge: undefined,
  });
});

test('the encoder is switched off by a plain word', () => {
  expect(loaded(withDetectors('encoder: off, deadline: 1s')).detectors).toMatchObject({
    encoder: 'off',
    deadlineMs: 1000,
  });
});

test('cards are read beside the file, and what is in them is in the fingerprint', () => {
  const text = withDetectors('calibration: [cards/chat.json]');
  const withCard = (card: string) => loaded(text, { file: 'etc/r.yaml', readCard: () => card });
  expect(withCard('one').detectors.calibration).toEqual([{ file: 'etc/cards/chat.json', text: 'one' }]);
  expect(compareConfigurations(withCard('one'), withCard('one'))).toEqual([]);
  expect(compareConfigurations(withCard('one'), withCard('two')).map(({ path }) => path)).toEqual([
    'detectors.calibration',
  ]);
});

test('a judge is known with its secret, and the fingerprint knows only where the secret is', () => {
  const text = withJudge(
    'url: "https://a.example/v1/", format: openai, model: m, key: env:JUDGE, crossings: [data.memory]',
  );
  const configuration = loaded(text, { environment: { JUDGE: 'hidden-value' } });
  expect(configuration.detectors.judge).toEqual({
    url: 'https://a.example/v1',
    format: 'openai',
    model: 'm',
    key: 'hidden-value',
    timeoutMs: 1000,
    crossings: ['data.memory'],
  });
  expect(JSON.stringify(configuration.content)).not.toContain('hidden-value');
  expect(configuration.content).toMatchObject({ detectors: { judge: { key: 'env:JUDGE' } } });
});

test('a judge on this machine may be asked in plain text, at every crossing where detectors read', () => {
  expect(loaded(withJudge(LOCAL)).detectors.judge).toMatchObject({
    key: undefined,
    crossings: ['interface.request', 'application.result', 'data.ingest', 'data.retrieval', 'data.memory'],
  });
});

const FAULTS: readonly Fault[] = [
  [
    'a misspelt choice',
    withDetectors('encoder: requird'),
    [
      'r.yaml:6:22: `detectors.encoder` must be one of `auto`, `required`, `off`, not `requird`, did you mean `required`? (value-invalid)',
    ],
  ],
  [
    'a deadline that no text could keep',
    withDetectors('deadline: 6s'),
    ['r.yaml:6:23: `detectors.deadline` must be from 1ms to 5s (value-invalid)'],
  ],
  [
    'an unknown key',
    withDetectors('encodr: off'),
    ['r.yaml:6:13: unknown key `encodr` in `detectors`, did you mean `encoder`? (key-unknown)'],
  ],
  [
    'a card that is not there',
    withDetectors('calibration: [card.json]'),
    [
      'r.yaml:6:27: cannot read the calibration card `card.json` of `detectors.calibration[0]`, make it with `ringfort calibrate --out` or name another (card-unreadable)',
    ],
    {
      readCard: () => {
        throw new Error('ENOENT');
      },
    },
  ],
  [
    'a card twice',
    withDetectors('calibration: [card.json, card.json]'),
    ['r.yaml:6:13: `detectors.calibration` names a file twice, keep one (value-invalid)'],
    { readCard: () => '{}' },
  ],
  [
    'a judge without a model',
    withJudge('url: "http://127.0.0.1:11434", format: ollama'),
    ['r.yaml:6:13: `detectors.judge` needs `model` (key-missing)'],
  ],
  [
    'a judge on another machine in plain text',
    withJudge('url: "http://a.example", format: ollama, model: m'),
    [
      'r.yaml:6:26: `detectors.judge.url` would send texts in plain text, use https:// or `dangerously_allow_plaintext` (plaintext-refused)',
    ],
  ],
  [
    'a judge that is no URL',
    withJudge('url: "a.example", format: ollama, model: m'),
    ['r.yaml:6:26: `detectors.judge.url` must be an https:// URL (value-invalid)'],
  ],
  [
    'a secret of the judge in the file',
    withJudge(`${LOCAL}, key: hunter2hunter2`),
    ['r.yaml:6:87: `detectors.judge.key` must be `env:NAME` or `file:PATH`, never the secret itself (secret-literal)'],
  ],
  [
    'an opt-out for a judge on this machine',
    withJudge(`${LOCAL}, dangerously_allow_plaintext: {reason: a local network, until: "2026-12-31"}`),
    ['r.yaml:6:82: `dangerously_allow_plaintext` has no effect in `detectors.judge`, remove it (option-inert)'],
  ],
  [
    'a crossing where no detector reads',
    withJudge(`${LOCAL}, crossings: [model.prompt]`),
    [
      'r.yaml:6:94: `detectors.judge.crossings[0]` must be one of `interface.request`, `application.result`, `data.ingest`, `data.retrieval`, `data.memory`, not `model.prompt` (value-invalid)',
    ],
  ],
  [
    'a crossing twice',
    withJudge(`${LOCAL}, crossings: [data.memory, data.memory]`),
    ['r.yaml:6:82: `detectors.judge.crossings` names one twice (value-invalid)'],
  ],
  [
    'a judge that waits too long',
    withJudge(`${LOCAL}, timeout: 1m`),
    ['r.yaml:6:91: `detectors.judge.timeout` must be from 100ms to 4s (value-invalid)'],
  ],
];

test.each(FAULTS)('%s is refused with its place', (_sentence, text, problems, input) => {
  expect(problemsOf(text, input)).toEqual(problems);
});
