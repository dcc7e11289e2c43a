import { expect, test } from 'vitest';
import { ALPHA, BETA, below, fakeControl, load, loaded, SMALLEST, withProvider } from './fixture.ts';

test('a control that the file does not name is enforced with its defaults', () => {
  const { wired, off } = loaded(SMALLEST);
  expect(wired.map(({ control, mode, failMode }) => [control.id, mode, failMode])).toEqual([
    ['alpha', 'enforce', 'closed'],
    ['beta', 'enforce', 'open'],
  ]);
  expect(wired[0]?.config).toEqual({ depth: 3, names: [], nested: { word: 'a' } });
  expect(off).toEqual([]);
});

test('a key without a value means the default', () => {
  const text = below('limits:\ncontrols:\n  alpha:\n    config:\n      depth:\n      nested: {word: }\n');
  expect(loaded(text).fingerprint).toBe(loaded(SMALLEST).fingerprint);
});

test('the defaults are the safe ones', () => {
  const configuration = loaded(SMALLEST, { file: 'etc/r.yaml' });
  expect(configuration).toMatchObject({
    stateDirectory: 'etc/.ringfort',
    listeners: { traffic: { host: '127.0.0.1', port: 4100 }, admin: { host: '127.0.0.1', port: 4101 } },
    output: { denied: 'refusal', disclosure: 'minimal', notice: 'Blocked by policy.' },
    ledger: { directory: 'etc/.ringfort/ledger', onFailure: { acts: 'stop', reads: 'stop' } },
    unknownParts: 'refuse',
    selfProof: 'refuse',
    sessions: { ttlMs: 86_400_000 },
  });
  expect(configuration.models.get('chat')?.parameters).toEqual({ n: 1, logprobs: 'deny' });
  expect(configuration.limits).toEqual({
    bodyBytes: 2_097_152,
    depth: 32,
    values: 50_000,
    messages: 1_000,
    parts: 4_000,
    tools: 128,
    choices: 4,
    toolCalls: 32,
    argumentsBytes: 262_144,
    responseBytes: 8_388_608,
    streamMs: 600_000,
    wholeCharacters: 200_000,
    concurrentRequests: 512,
  });
});

test('a provider is resolved: address without a last slash, secret, and how it is sent', () => {
  const fields =
    'dialect: anthropic, base_url: "https://a.example/", key: file:keys/main, query: {v: "1"}, timeout: 30s';
  const read: string[] = [];
  const readFile = (path: string) => {
    read.push(path);
    return 'secret\n';
  };
  expect(loaded(withProvider(fields), { file: 'etc/r.yaml', readFile }).providers.get('main')).toEqual({
    name: 'main',
    dialects: ['anthropic'],
    baseUrl: 'https://a.example',
    key: 'secret',
    authentication: 'x-api-key',
    timeoutMs: 30_000,
    connectTimeoutMs: 5_000,
    retries: 1,
    query: { v: '1' },
  });
  expect(read).toEqual(['etc/keys/main']);
});

test('controls read in the order of phase, cost, sums first, and id', () => {
  const crossings = ['interface.request'] as const;
  const at = (phase: 'canonical' | 'mask') => ({ 'interface.request': phase });
  const controls = [
    fakeControl('a-mask', { crossings: [...crossings], phases: at('mask') }),
    fakeControl('b-classifier', { crossings: [...crossings], needs: ['classifier'] }),
    fakeControl('c-sums', { crossings: [...crossings], needs: ['classifier', 'accumulator'] }),
    fakeControl('c-counters', { crossings: [...crossings], needs: ['counters'] }),
    fakeControl('d-registry', { crossings: [...crossings], needs: ['registry'] }),
    fakeControl('f-plain', { crossings: [...crossings] }),
    fakeControl('e-plain', { crossings: [...crossings] }),
    fakeControl('z-canonical', { crossings: [...crossings], phases: at('canonical') }),
    fakeControl('y-elsewhere', { crossings: ['model.prompt'] }),
  ];
  const ids = loaded(SMALLEST, { controls })
    .controlsAt('interface.request')
    .map(({ control }) => control.id);
  expect(ids).toEqual([
    'z-canonical',
    'e-plain',
    'f-plain',
    'd-registry',
    'c-counters',
    'c-sums',
    'b-classifier',
    'a-mask',
  ]);
});

test('a control is switched off by name, with reason and day, and is wired nowhere', () => {
  const text = below('controls: {alpha: {mode: off, reason: replaced upstream, expires: "2026-12-31"}}\n');
  const configuration = loaded(text);
  expect(configuration.controlsAt('interface.request')).toEqual([]);
  expect(configuration.off).toEqual([{ control: ALPHA, reason: 'replaced upstream', expires: '2026-12-31' }]);
});

test('closing a control that fails open needs no reason', () => {
  const configuration = loaded(below('controls: {beta: {fail_mode: closed}}\n'));
  expect(configuration.wired.find(({ control }) => control === BETA)?.failMode).toBe('closed');
});

test('what holds today holds until the end of its day, and the last days are announced', () => {
  const text = below('controls: {alpha: {mode: observe, reason: measuring first, expires: "2026-06-15"}}\n');
  const result = load(text);
  expect(result.ok && result.warnings.map((one) => one.toDisplay())).toEqual([
    'r.yaml:6:60: `controls.alpha` ends after `2026-06-15` (expires-soon)',
  ]);
});

test('a provider that no model uses is announced', () => {
  const text = SMALLEST.replace('models:', '  spare: {dialect: openai, base_url: "ringfort:obedient"}\nmodels:');
  const result = load(text);
  expect(result.ok && result.warnings.map((one) => one.toDisplay())).toEqual([
    'r.yaml:4:3: no model uses `spare` (provider-unused)',
  ]);
});

test('nothing of a configuration can be written to', () => {
  const configuration = loaded(below('tools: {a: {class: compute, schema: {type: object}}}\n'));
  const attempts: (() => unknown)[] = [
    () => Object.assign(configuration, { fingerprint: '' }),
    () => Object.assign(configuration.limits, { depth: 1 }),
    () => Object.assign(configuration.content, { limits: 1 }),
    () => Object.assign(configuration.wired[0] ?? {}, { mode: 'observe' }),
    () => Object.assign(configuration.wired[0]?.config ?? {}, { depth: 9 }),
    () => Reflect.apply(Array.prototype.pop, configuration.controlsAt('interface.request'), []),
    () => Reflect.get(configuration.providers, 'clear').call(configuration.providers),
    () => Object.assign(configuration.registry.find('a') ?? {}, { class: 'money' }),
  ];
  for (const attempt of attempts) expect(attempt).toThrow(TypeError);
});
