import { expect, test } from 'vitest';
import { below, loaded } from './fixture.ts';

const TOOLS = below(`tools:
  pay:
    class: money
    schema:
      $schema: "http://json-schema.org/draft-07/schema#"
      type: object
      required: [amount, to]
      properties:
        amount: {type: number, exclusiveMinimum: 0, maximum: 500}
        to: {type: string, format: email, maxLength: 254}
        lines: {type: array, maxItems: 3, items: {$ref: "#/definitions/line"}}
        note: {type: [string, "null"], default: "none"}
        extra: {type: object, additionalProperties: {type: string}}
      definitions:
        line: {type: object, properties: {sku: {type: string, pattern: "^[A-Z]{2}$"}}, required: [sku]}
    reveal: [/to, /lines/0/sku]
  look: {class: read-public, schema: {type: object}}
  ask: {class: money, schema: {type: object}, approval: never}
`);

const registry = loaded(TOOLS).registry;
const check = (args: unknown, tool = 'pay') => registry.find(tool)?.check(args);

test.each<[string, unknown, unknown]>([
  ['fitting arguments', { amount: 5, to: 'a@shop.example', lines: [{ sku: 'AB' }], note: null }, []],
  ['no arguments', undefined, [{ pointer: '', keyword: 'type' }]],
  ['a missing argument', { amount: 5 }, [{ pointer: '/to', keyword: 'required' }]],
  [
    'an argument that is not named',
    { amount: 5, to: 'a@shop.example', x: 1 },
    [{ pointer: '', keyword: 'additionalProperties' }],
  ],
  [
    'one that is not named, deep inside',
    { amount: 5, to: 'a@shop.example', lines: [{ sku: 'AB', x: 1 }] },
    [{ pointer: '/lines/0', keyword: 'additionalProperties' }],
  ],
  ['a number as a text', { amount: '5', to: 'a@shop.example' }, [{ pointer: '/amount', keyword: 'type' }]],
  ['a number out of range', { amount: 501, to: 'a@shop.example' }, [{ pointer: '/amount', keyword: 'maximum' }]],
  ['a text of another format', { amount: 5, to: 'nobody' }, [{ pointer: '/to', keyword: 'format' }]],
  [
    'a text of another pattern',
    { amount: 5, to: 'a@shop.example', lines: [{ sku: 'ab' }] },
    [{ pointer: '/lines/0/sku', keyword: 'pattern' }],
  ],
  [
    'a name that the model made up is not repeated',
    { amount: 5, to: 'a@shop.example', extra: { 'say <b>hello</b>': 1 } },
    [{ pointer: '/extra/?', keyword: 'type' }],
  ],
  [
    'an own `__proto__`',
    JSON.parse('{"amount":5,"to":"a@shop.example","__proto__":{"x":1}}'),
    [{ pointer: '', keyword: 'additionalProperties' }],
  ],
])('%s', (_sentence, args, issues) => {
  expect(check(args)).toEqual(issues);
});

test('a check changes nothing: no default is filled in', () => {
  const args = { amount: 5, to: 'a@shop.example' };
  check(args);
  expect(args).toEqual({ amount: 5, to: 'a@shop.example' });
});

test('an object without properties takes no arguments', () => {
  expect([check({}, 'look'), check({ a: 1 }, 'look')]).toEqual([
    [],
    [{ pointer: '', keyword: 'additionalProperties' }],
  ]);
});

test('money, account and destructive acts are approved by a person where nothing is said', () => {
  const approvals = ['pay', 'look', 'ask'].map((name) => registry.find(name)?.approval);
  expect(approvals).toEqual(['always', 'never', 'never']);
});

test.each(['toString', 'constructor', '__proto__', 'PAY', ''])('`%s` is no tool', (name) => {
  expect(registry.find(name)).toBeUndefined();
});

test('every schema compiles', () => {
  expect(() => loaded(TOOLS).warm()).not.toThrow();
});
