import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson, pointerOf, stringLeaves } from './json.ts';
import { editJson, rawValues } from './json-edit.ts';

const LIMITS = { depth: 8, values: 1000 };

describe('parseJson', () => {
  test.each([
    ['{"a":1,"a":2}', 'duplicate-key'],
    ['{"a":1,"\\u0061":2}', 'duplicate-key'],
    ['{"a":{"b":1,"c":2,"b":3}}', 'duplicate-key'],
    ['[[[[[[[[[1]]]]]]]]]', 'too-deep'],
    [`[${'1,'.repeat(1000)}1]`, 'too-many-values'],
    ['{"a":1', 'not-json'],
    ['', 'not-json'],
    ['{"a":NaN}', 'not-json'],
  ])('refuses %s', (text, problem) => {
    expect(parseJson(text, LIMITS)).toMatchObject({ ok: false, problem });
  });

  test('agrees with JSON.parse on every JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.integer({ min: 0, max: 3 }), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseJson(text, { depth: 64, values: 1e6 })).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });
});

describe('editJson', () => {
  test('replaces one string and leaves every other byte', () => {
    const text = '{ "a" : [ "x" , {"b\\n":"y\\"z"} ] , "c":1.0 }';
    expect(editJson(text, [{ path: ['a', 1, 'b\n'], value: 'n"w' }])).toBe(
      '{ "a" : [ "x" , {"b\\n":"n\\"w"} ] , "c":1.0 }',
    );
  });

  test.each([
    ['{"a":1,"b":2,"c":3}', ['a'], '{"b":2,"c":3}'],
    ['{"a":1,"b":2,"c":3}', ['b'], '{"a":1,"c":3}'],
    ['{"a":1,"b":2, "c":3 }', ['c'], '{"a":1,"b":2 }'],
    ['{ "a": 1 }', ['a'], '{  }'],
    ['[1, 2, 3]', [1], '[1, 3]'],
  ])('takes a member out of %s', (text, path, expected) => {
    expect(editJson(text, [{ path, value: undefined }])).toBe(expected);
  });

  test('takes several neighbours out', () => {
    for (const removed of [
      [0, 1],
      [1, 2],
      [0, 2],
      [0, 1, 2],
    ]) {
      const edited = editJson(
        '[1, 2, 3]',
        removed.map((index) => ({ path: [index], value: undefined })),
      );
      expect(JSON.parse(edited)).toEqual([1, 2, 3].filter((_, index) => !removed.includes(index)));
    }
  });

  test('an edit at a path that does not exist is an error', () => {
    expect(() => editJson('{}', [{ path: ['a'], value: 1 }])).toThrow('no value at `/a`');
  });

  test('setting any leaf gives the value that assignment gives', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.string(), fc.nat(), (value, replacement, pick) => {
        const text = JSON.stringify(value, null, 1);
        const leaves = stringLeaves(text);
        const leaf = leaves[pick % Math.max(leaves.length, 1)];
        if (leaf === undefined) return;
        const edited = stringLeaves(editJson(text, [{ path: leaf.path, value: replacement }]));
        expect(edited.map((each) => each.value)).toEqual(
          leaves.map((each) => (each === leaf ? replacement : each.value)),
        );
      }),
    );
  });
});

describe('paths into a JSON text', () => {
  const text = '{"a":[1,{"b":"x\\"]}","c":[ ]}],"d":{"a":2}}';

  test('raw values are found in one walk, in the order in which they were asked for', () => {
    expect(rawValues(text, [['d', 'a'], ['a', 1, 'b'], ['a', 7], ['a'], ['a', 1, 'c'], []])).toEqual([
      '2',
      '"x\\"]}"',
      undefined,
      '[1,{"b":"x\\"]}","c":[ ]}]',
      '[ ]',
      text,
    ]);
  });

  test('a path into a value that has no members leads nowhere', () => {
    expect(rawValues('{"a":"b"}', [['a', 'b']])).toEqual([undefined]);
    expect(rawValues('[1]', [['length']])).toEqual([undefined]);
  });

  test.each([
    ['{"a":1,"a":2}', ['a']],
    ['{"a":1,"\\u0061":2}', ['a']],
    ['{"a":{"b":1},"a":{"c":1}}', ['a', 'b']],
    ['{"x":[{"a":1,"a":1}]}', ['x', 0, 'a']],
  ])('a key that %s has twice is an error', (doubled, path) => {
    expect(() => editJson(doubled, [{ path, value: 0 }])).toThrow('twice');
    expect(() => rawValues(doubled, [path])).toThrow('twice');
  });

  test('a key that stands twice beside the path is none of its business', () => {
    expect(editJson('{"x":1,"x":2,"a":{"x":{"y":1,"y":2},"b":1}}', [{ path: ['a', 'b'], value: 3 }])).toBe(
      '{"x":1,"x":2,"a":{"x":{"y":1,"y":2},"b":3}}',
    );
  });

  test('an edit inside another edit is an error', () => {
    const inner = { path: ['a', 1, 'b'], value: 'y' };
    expect(() => editJson(text, [{ path: ['a', 1], value: undefined }, inner])).toThrow('inside another');
    expect(() => editJson(text, [{ path: ['a'], value: 0 }, inner])).toThrow('inside another');
  });

  test('text that is no JSON ends in an error', () => {
    for (const broken of ['{"a":[1,{"b":', '{"a', '{"a":"x', '[1', '{"x":[[["'])
      expect(() => editJson(broken, [{ path: ['a'], value: 0 }])).toThrow(RangeError);
  });

  test('what is found at a path is what JSON.parse has there', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: 0, max: 2 }), (value, indent) => {
        const written = JSON.stringify(value, null, indent);
        const leaves = stringLeaves(written);
        const raw = rawValues(
          written,
          leaves.map(({ path }) => path),
        );
        expect(raw).toEqual(leaves.map((leaf) => written.slice(leaf.start, leaf.end)));
      }),
    );
  });
});

test('pointers escape as RFC 6901 says', () => {
  expect(pointerOf(['a/b', 'm~n', 0])).toBe('/a~1b/m~0n/0');
});
