import { describe, expect, test } from 'vitest';
import { labelOf } from '../core/index.ts';
import { createPseudonyms } from '../identity/index.ts';
import { exchangeWith, policyWith, toyControl, watching, wordControl } from './fixture.ts';
import type { Unit } from './part.ts';
import { VerdictCache } from './verdict-cache.ts';

const user = labelOf('user', 'tenant-a');

function message(text: string, label = user): Unit {
  return { crossing: 'interface.request', parts: [{ text, kind: 'text', label, pointer: '' }] };
}

/** Puts a token in place of each `bob` and `ann`; `wait` is awaited between finding and masking. */
function nameMask(wait: () => Promise<void> = async () => {}) {
  return toyControl({
    crossings: ['model.prompt'],
    needs: ['pseudonyms'],
    inspect: async (view, context) => {
      const text = view.parts[0]?.text ?? '';
      const start = text.search(/bob|ann/);
      if (start === -1) return { outcome: 'pass' };
      await wait();
      const at = { part: 0, start, end: start + 3 };
      const replacement = context.pseudonyms.tokenFor('NAME', text.slice(start, start + 3));
      const finding = { rule: 'name', severity: 'low', confidence: 1, at } as const;
      return { outcome: 'rewrite', findings: [finding], edits: [{ at, replacement }] };
    },
  });
}

describe('a conversation that is sent again', () => {
  const configuration = policyWith([wordControl('evil', 'rewrite')]);

  test('is not inspected again, and is rewritten again', async () => {
    const running = watching();
    const cache = new VerdictCache(100_000);
    const history = ['hello', 'an evil word', 'good bye'].map((text) => message(text));
    for (const unit of history) await exchangeWith(configuration, running, cache).inspect(unit);
    expect(running.ran).toHaveLength(3);
    const second = exchangeWith(configuration, running, cache);
    const texts = [];
    for (const unit of [...history, message('one more')]) texts.push(...(await second.inspect(unit)).texts);
    expect(texts).toEqual(['hello', 'an **** word', 'good bye', 'one more']);
    expect(running.ran).toHaveLength(4);
  });

  test('keeps its decisions on record although nobody looked again', async () => {
    const running = watching();
    const cache = new VerdictCache(100_000);
    await exchangeWith(configuration, running, cache).inspect(message('evil'));
    const second = exchangeWith(configuration, running, cache);
    await second.inspect(message('evil'));
    expect(second.takeRecords()).toMatchObject([{ crossing: 'interface.request', action: 'rewrite', digests: [] }]);
  });

  test.each([
    ['another scope', message('evil'), { scope: 'scope-2' }],
    ['another label', message('evil', labelOf('retrieved', 'tenant-a')), {}],
    ['another tenant', message('evil', labelOf('user', 'tenant-b')), {}],
  ])('is inspected again under %s', async (_name, unit, changes) => {
    const running = watching();
    const cache = new VerdictCache(100_000);
    await exchangeWith(configuration, running, cache).inspect(message('evil'));
    await exchangeWith(configuration, running, cache, changes).inspect(unit);
    expect(running.ran).toHaveLength(2);
  });

  test('gives its tokens back to the exchange that needs them', async () => {
    const masking = nameMask();
    const cache = new VerdictCache(100_000);
    const first = await exchangeWith(policyWith([masking]), watching(), cache).inspect(message('bob'));
    const pseudonyms = createPseudonyms({ sessionKey: new Uint8Array(32) });
    const again = await exchangeWith(policyWith([masking]), watching(), cache, { pseudonyms }).inspect(message('bob'));
    expect(again.texts).toEqual(first.texts);
    expect(pseudonyms.valueOf(again.texts[0] ?? '')).toBe('bob');
  });

  test('gives back the tokens of a unit whose values another unit had brought before', async () => {
    const cache = new VerdictCache(100_000);
    const masking = policyWith([nameMask()]);
    const first = exchangeWith(masking, watching(), cache);
    await first.inspect(message('I am bob'));
    await first.inspect(message('send it to bob'));
    const pseudonyms = createPseudonyms({ sessionKey: new Uint8Array(32) });
    const again = await exchangeWith(masking, watching(), cache, { pseudonyms }).inspect(message('send it to bob'));
    const token = again.texts[0]?.slice('send it to '.length) ?? '';
    expect(token).toMatch(/^NAME_[0-9A-Z]{8}$/);
    expect(pseudonyms.valueOf(token)).toBe('bob');
  });

  test('gives back exactly its own tokens when two units were inspected at the same time', async () => {
    const cache = new VerdictCache(100_000);
    const masking = policyWith([nameMask(() => new Promise((resolve) => setImmediate(resolve)))]);
    const both = exchangeWith(masking, watching(), cache);
    await Promise.all([both.inspect(message('bob')), both.inspect(message('ann'))]);
    for (const [mine, other] of [
      ['bob', 'ann'],
      ['ann', 'bob'],
    ] as const) {
      const pseudonyms = createPseudonyms({ sessionKey: new Uint8Array(32) });
      const adopted: string[] = [];
      const watched = {
        ...pseudonyms,
        adopt: (rows: readonly { value: string }[]) => void adopted.push(...rows.map(({ value }) => value)),
      };
      await exchangeWith(masking, watching(), cache, { pseudonyms: watched }).inspect(message(mine));
      expect(adopted).toEqual([mine]);
      expect(adopted).not.toContain(other);
    }
  });

  test('an excuse for one document is not an excuse for another', async () => {
    const cache = new VerdictCache(100_000);
    const running = watching();
    for (const document of ['one', 'two']) {
      await exchangeWith(configuration, running, cache).inspect({
        ...message('evil', labelOf('retrieved', 'tenant-a', { document })),
        crossing: 'interface.request',
      });
    }
    expect(running.ran).toHaveLength(2);
  });

  test('is counted, and its digests are not listed again', async () => {
    const cache = new VerdictCache(100_000);
    for (const text of ['one', 'two']) await exchangeWith(configuration, watching(), cache).inspect(message(text));
    const again = exchangeWith(configuration, watching(), cache);
    for (const text of ['one', 'two', 'three']) await again.inspect(message(text));
    const [record] = again.takeRecords();
    expect(record?.known).toBe(2);
    expect(record?.digests).toHaveLength(1);
  });

  test('is inspected each time by a control that counts', async () => {
    const running = watching();
    const cache = new VerdictCache(100_000);
    const counting = policyWith([toyControl({ needs: ['counters'], inspect: () => ({ outcome: 'pass' }) })]);
    for (let turn = 0; turn < 3; turn += 1) await exchangeWith(counting, running, cache).inspect(message('same'));
    expect(running.ran).toHaveLength(3);
  });

  test('is inspected again after a failure', async () => {
    let calls = 0;
    const flaky = policyWith([
      toyControl({
        inspect: () => {
          calls += 1;
          if (calls === 1) throw new Error('once');
          return { outcome: 'pass' };
        },
      }),
    ]);
    const cache = new VerdictCache(100_000);
    const first = await exchangeWith(flaky, watching(), cache).inspect(message('text'));
    const second = await exchangeWith(flaky, watching(), cache).inspect(message('text'));
    expect([first.stop?.failed, second.stop]).toEqual([true, undefined]);
  });
});

describe('a unit', () => {
  test('passes its own crossing first and then the prompt, each control reading what the one before left', async () => {
    const first = wordControl('evil', 'rewrite');
    const second = wordControl('****', 'block', { id: 'stars', crossings: ['model.prompt'] });
    const outcome = await exchangeWith(policyWith([first, second]), watching()).inspect(message('evil'));
    expect(outcome.stop).toMatchObject({ control: 'stars', crossing: 'model.prompt' });
  });

  test('gives a control exactly the means that it declared', async () => {
    let seen: readonly string[] = [];
    const curious = toyControl({
      needs: ['prompts'],
      inspect: (_view, context) => {
        seen = Object.keys(context).sort();
        return { outcome: 'pass' };
      },
    });
    await exchangeWith(policyWith([curious]), watching()).inspect(message('text'));
    expect(seen).toEqual(['config', 'decode', 'prompts']);
  });

  test('a call whose arguments are edited is judged with its new arguments', async () => {
    let judged: unknown;
    const restore = wordControl('TOKEN', 'rewrite', {
      id: 'restore',
      crossings: ['application.call'],
      phases: { 'application.call': 'restore' },
    });
    const gate = toyControl({
      id: 'gate',
      crossings: ['application.call'],
      inspect: (view) => {
        judged = 'call' in view ? view.call.arguments : undefined;
        return { outcome: 'pass' };
      },
    });
    const exchange = exchangeWith(policyWith([restore, gate]), watching());
    const argumentsText = '{ "a/b": ["TOKEN"], "n": 1.0 }';
    const call = {
      id: 'c',
      name: 'tool',
      arguments: JSON.parse(argumentsText) as unknown,
      argumentsText,
      offered: ['tool'],
    };
    const outcome = await exchange.decideCall(call, labelOf('model', 'tenant-a'));
    expect(judged).toEqual({ 'a/b': ['*****'], n: 1 });
    expect(outcome.call?.argumentsText).toBe('{ "a/b": ["*****"], "n": 1.0 }');
  });
});

test('only the record of a call names its tool', async () => {
  const standing = wordControl('evil', 'flag', { crossings: ['interface.request', 'application.call'] });
  const exchange = exchangeWith(policyWith([standing]), watching());
  await exchange.inspect(message('text'));
  const call = { id: 'c', name: 'order_get', arguments: {}, argumentsText: '{}', offered: [] };
  await exchange.decideCall(call, labelOf('model', 'tenant-a'));
  expect(exchange.takeRecords('order_get').map(({ crossing, tool }) => [crossing, tool])).toEqual([
    ['interface.request', undefined],
    ['application.call', 'order_get'],
  ]);
});

test('arguments that are no JSON are rewritten as one text', async () => {
  const restore = wordControl('TOKEN', 'rewrite', { crossings: ['application.call'] });
  const call = { id: 'c', name: 't', arguments: undefined, argumentsText: '{"a":"TOKEN', offered: [] };
  const outcome = await exchangeWith(policyWith([restore]), watching()).decideCall(call, labelOf('model', 'tenant-a'));
  expect(outcome.call?.argumentsText).toBe('{"a":"*****');
});

test('the verdict cache forgets the oldest unused and stays within its bound', () => {
  const cache = new VerdictCache(64_000);
  const known = (text: string) => ({ outcome: { texts: [text] }, records: [], used: [], summed: new Map() });
  for (let index = 0; index < 100; index += 1) {
    cache.set(`key-${index}`, known('x'.repeat(1000)));
    cache.get('key-0');
  }
  expect(cache.get('key-0')).toBeDefined();
  expect(cache.get('key-1')).toBeUndefined();
  expect(cache.get('key-99')).toBeDefined();
});

test('a text with a finding per character leaves a record of bounded size', async () => {
  const running = watching();
  const exchange = exchangeWith(policyWith([wordControl('a', 'flag')]), running);
  await exchange.inspect(message('a'.repeat(5_000)));
  const [record] = exchange.takeRecords();
  expect(record?.controls[0]).toMatchObject({ unlisted: 4_950 });
  expect(record?.controls[0]?.findings).toHaveLength(50);
});
