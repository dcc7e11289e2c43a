import { expect, test } from 'vitest';
import type { Fault } from './fixture.ts';
import { below, problemsOf, SMALLEST, withProvider } from './fixture.ts';

const DOCUMENT: readonly Fault[] = [
  ['an empty file', '', ['r.yaml:1:1: the policy is empty, start it with `ringfort: policy/v1` (file-empty)']],
  [
    'a file of comments',
    '# nothing\n',
    ['r.yaml:1:1: the policy is empty, start it with `ringfort: policy/v1` (file-empty)'],
  ],
  [
    'a list for a policy',
    '- a\n',
    ['r.yaml:1:1: the policy must be a mapping that starts with `ringfort: policy/v1` (value-invalid)'],
  ],
  [
    'a duplicate key',
    below('state: a\nstate: b\n'),
    ['r.yaml:7:1: this key stands here twice, keep one (key-duplicate)'],
  ],
  [
    'a duplicate key deep inside',
    below('limits:\n  depth: 8\n  depth: 9\n'),
    ['r.yaml:8:3: this key stands here twice, keep one (key-duplicate)'],
  ],
  [
    'a tab for indentation',
    below('limits:\n\tdepth: 8\n'),
    ['r.yaml:7:1: a tab cannot indent, use spaces (yaml-invalid)'],
  ],
  [
    'an alias',
    below('tools: {a: &a {}, b: *a}\n'),
    [
      'r.yaml:6:15: anchors are not allowed in a policy, write the value out (alias-refused)',
      'r.yaml:6:22: aliases are not allowed in a policy, write the value out (alias-refused)',
    ],
  ],
  [
    'a second document',
    below('---\nringfort: policy/v1\n'),
    ['r.yaml:6:1: a policy is one document, remove the second (yaml-invalid)'],
  ],
  [
    'a tag',
    below('state: !!js/function "x"\n'),
    ['r.yaml:6:8: tags are not allowed in a policy, write the plain value (yaml-invalid)'],
  ],
  [
    'a bracket that does not close',
    below('tools: {\n'),
    ['r.yaml:7:1: flow map in block collection must be sufficiently indented and end with a } (yaml-invalid)'],
  ],
  [
    'another version',
    SMALLEST.replace('policy/v1', 'policy/v2'),
    ['r.yaml:1:11: unknown version `policy/v2`, this build reads `policy/v1` (version-unknown)'],
  ],
  [
    'no version',
    SMALLEST.replace('ringfort: policy/v1\n', ''),
    ['r.yaml:1:1: the policy must start with `ringfort: policy/v1` (version-unknown)'],
  ],
  [
    'an unknown key',
    below('limts: {}\n'),
    ['r.yaml:6:1: unknown key `limts` in the policy, did you mean `limits`? (key-unknown)'],
  ],
  [
    'an unknown key inside',
    below('limits: {body_size: 1MiB}\n'),
    ['r.yaml:6:10: unknown key `body_size` in `limits` (key-unknown)'],
  ],
  [
    'the same key in another spelling',
    withProvider('dialect: openai, baseUrl: "ringfort:obedient"'),
    [
      'r.yaml:2:13: `providers.main` needs `base_url` (key-missing)',
      'r.yaml:2:37: unknown key `baseUrl` in `providers.main`, did you mean `base_url`? (key-unknown)',
    ],
  ],
  [
    'a secret anywhere',
    below('output: {notice: "sk-proj-abcdefghijklmnopqrstuvwxyz"}\n'),
    ['r.yaml:6:18: this looks like a secret, write `env:NAME` or `file:PATH` in its place (secret-literal)'],
  ],
];

test.each(DOCUMENT)('the document is refused: %s', (_sentence, text, problems, input) => {
  expect(problemsOf(text, input)).toEqual(problems);
});

test('all problems are reported at once, in the order of the file', () => {
  const text = 'ringfort: policy/v1\nproviders:\n  main: {base_url: x}\nmodels: {}\nlimits: {depth: no}\n';
  expect(problemsOf(text)).toEqual([
    'r.yaml:3:3: `providers.main` needs `dialect` (key-missing)',
    'r.yaml:3:3: `providers.main` needs `key`, or `authentication: none` (key-missing)',
    'r.yaml:3:20: `providers.main.base_url` must be an https:// URL, or `ringfort:obedient` (value-invalid)',
    'r.yaml:4:1: the policy needs an entry under `models` (key-missing)',
    'r.yaml:5:17: `limits.depth` must be a number, not the text `no` (value-invalid)',
  ]);
});

test('a file that could not be read is a problem of its own', () => {
  expect(problemsOf(undefined)).toEqual(['r.yaml:1:1: cannot read `r.yaml`, create it or name another (file-missing)']);
});

test('a tree of aliases is refused before it grows', () => {
  const layers = Array.from({ length: 40 }, (_, index) => `l${index + 1}: &l${index + 1} [*l${index}, *l${index}]`);
  expect(problemsOf(`l0: &l0 [x]\n${layers.join('\n')}\n`)[0]).toBe(
    'r.yaml:1:9: anchors are not allowed in a policy, write the value out (alias-refused)',
  );
});

test('a file that is nested without end is refused', () => {
  expect(problemsOf(below(`tools: ${'['.repeat(100_000)}`)).length).toBeGreaterThan(0);
});

test('a file that is too large is refused before it is read', () => {
  expect(problemsOf(below(`# ${'x'.repeat(1_048_576)}`))).toEqual([
    'r.yaml:1:1: the file is larger than 1 MiB, keep only policy in it (file-too-large)',
  ]);
});
