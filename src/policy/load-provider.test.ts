import { expect, test } from 'vitest';
import type { Fault } from './fixture.ts';
import { loaded, problemsOf, SMALLEST, withProvider } from './fixture.ts';

const PROVIDERS: readonly Fault[] = [
  [
    'no providers',
    'ringfort: policy/v1\nmodels: {chat: {provider: main, model: m}}\n',
    [
      'r.yaml:1:1: the policy needs an entry under `providers` (key-missing)',
      'r.yaml:2:27: unknown provider `main`, name it under `providers` (provider-unknown)',
    ],
  ],
  [
    'a model of an unknown provider',
    SMALLEST.replace('provider: main', 'provider: mian'),
    ['r.yaml:5:20: unknown provider `mian`, name it under `providers`, did you mean `main`? (provider-unknown)'],
  ],
  [
    'a provider without dialect',
    withProvider('base_url: "ringfort:obedient"'),
    ['r.yaml:2:13: `providers.main` needs `dialect` (key-missing)'],
  ],
  [
    'both dialect keys',
    withProvider('dialect: openai, dialects: [openai], base_url: "ringfort:obedient"'),
    ['r.yaml:2:20: `providers.main` has `dialect` and `dialects`, keep one (option-inert)'],
  ],
  [
    'a misspelt built-in',
    withProvider('dialect: openai, base_url: "ringfort:obedent"'),
    [
      'r.yaml:2:13: `providers.main` needs `key`, or `authentication: none` (key-missing)',
      'r.yaml:2:47: `providers.main.base_url` must be an https:// URL, or `ringfort:obedient`, did you mean `ringfort:obedient`? (value-invalid)',
    ],
  ],
  [
    'a key as a literal',
    withProvider('dialect: openai, base_url: "https://a.example/v1", key: "hunter2hunter2"'),
    ['r.yaml:2:76: `providers.main.key` must be `env:NAME` or `file:PATH`, never the secret itself (secret-literal)'],
  ],
  [
    'a key that looks like a secret',
    withProvider('dialect: openai, base_url: "https://a.example/v1", key: "sk-abcdefghijklmnopqrstuv"'),
    ['r.yaml:2:76: this looks like a secret, write `env:NAME` or `file:PATH` in its place (secret-literal)'],
  ],
  [
    'a key in the syntax of another gateway',
    withProvider('dialect: openai, base_url: "https://a.example/v1", key: "os.environ/MAIN_KEY"'),
    [
      'r.yaml:2:76: `providers.main.key` must be `env:NAME` or `file:PATH`, never the secret itself, did you mean `env:MAIN_KEY`? (secret-literal)',
    ],
  ],
  [
    'a variable that is not set',
    withProvider('dialect: openai, base_url: "https://a.example/v1", key: env:MAIN_KEY'),
    [
      'r.yaml:2:76: environment variable `MAIN_KEY` of `providers.main.key` is not set, set it or name another, did you mean `MAIN_KEYS`? (variable-missing)',
    ],
    { environment: { MAIN_KEYS: 'x', HOME: '/root' } },
  ],
  [
    'a variable that is empty',
    withProvider('dialect: openai, base_url: "https://a.example/v1", key: env:MAIN_KEY'),
    [
      'r.yaml:2:76: environment variable `MAIN_KEY` of `providers.main.key` is not set, set it or name another (variable-missing)',
    ],
    { environment: { MAIN_KEY: ' ' } },
  ],
  [
    'a secret file that cannot be read',
    withProvider('dialect: openai, base_url: "https://a.example/v1", key: file:keys/main'),
    [
      'r.yaml:2:76: cannot read a secret for `providers.main.key` from `keys/main`, create the file or name another (secret-unreadable)',
    ],
    {
      readFile: () => {
        throw new Error('EACCES');
      },
    },
  ],
  [
    'no key for a remote provider',
    withProvider('dialect: openai, base_url: "https://a.example/v1"'),
    ['r.yaml:2:13: `providers.main` needs `key`, or `authentication: none` (key-missing)'],
  ],
  [
    'a key that is never sent',
    withProvider('dialect: openai, base_url: "ringfort:obedient", key: env:K'),
    ['r.yaml:2:68: `key` has no effect in `providers.main`, which sends none, remove it (option-inert)'],
    { environment: { K: 'k' } },
  ],
  [
    'plain text to another machine',
    withProvider('dialect: openai, base_url: "http://a.example/v1", authentication: none'),
    [
      'r.yaml:2:47: `providers.main.base_url` would send prompts and the key in plain text, use https:// or `dangerously_allow_plaintext` (plaintext-refused)',
    ],
  ],
  [
    'a password in the URL',
    withProvider('dialect: openai, base_url: "https://u:p@a.example/v1", authentication: none'),
    ['r.yaml:2:47: `providers.main.base_url` must not hold a user or password, use `key` (secret-literal)'],
  ],
  [
    'a query in the URL',
    withProvider('dialect: openai, base_url: "https://a.example/v1?x=1", authentication: none'),
    ['r.yaml:2:47: `providers.main.base_url` must end before `?` and `#`, use `query` (value-invalid)'],
  ],
  [
    'two dialects and no word on authentication',
    withProvider('dialects: [openai, anthropic], base_url: "https://a.example", key: env:K'),
    [
      'r.yaml:2:13: `providers.main` speaks two dialects, say how it authenticates with `authentication` (authentication-unclear)',
    ],
    { environment: { K: 'k' } },
  ],
];

test.each(PROVIDERS)('a provider is refused: %s', (_sentence, text, problems, input) => {
  expect(problemsOf(text, input)).toEqual(problems);
});

test('a secret never appears in a message', () => {
  const text = withProvider('dialect: openai, base_url: "https://a.example/v1", key: "sk-abcdefghijklmnopqrstuv"');
  expect(problemsOf(text).join('\n')).not.toContain('sk-abc');
});

test('a secret of the environment appears neither in what is shown nor in the fingerprint', () => {
  const text = withProvider('dialect: openai, base_url: "https://a.example/v1", key: env:MAIN_KEY');
  const first = loaded(text, { environment: { MAIN_KEY: 'one-secret-value' } });
  const second = loaded(text, { environment: { MAIN_KEY: 'another-secret-value' } });
  expect(first.providers.get('main')?.key).toBe('one-secret-value');
  expect(JSON.stringify(first.content)).not.toContain('secret-value');
  expect(first.fingerprint).toBe(second.fingerprint);
});
