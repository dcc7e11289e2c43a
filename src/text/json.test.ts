import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editJson, parseJson, pointerOf, stringLeaves } from './json.ts';

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

test('pointers escape as RFC 6901 says', () => {
  expect(pointerOf(['a/b', 'm~n', 0])).toBe('/a~1b/m~0n/0');
});
