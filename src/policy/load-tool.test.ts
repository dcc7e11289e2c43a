import { expect, test } from 'vitest';
import type { Fault } from './fixture.ts';
import { below, problemsOf } from './fixture.ts';

const tool = (fields: string) => below(`tools:\n  pay: {class: money, ${fields}}\n`);
const TOOLS: readonly Fault[] = [
  [
    'an unknown class',
    below('tools: {pay: {class: mony, schema: {type: object}}}\n'),
    [
      'r.yaml:6:22: `tools.pay.class` must be one of `read-public`, `read-tenant`, `read-personal`, `read-bulk`, `outside-read`, `compute`, `state`, `write-soft`, `outside-write`, `money`, `account`, `destructive`, not `mony`, did you mean `money`? (value-invalid)',
    ],
  ],
  ['no schema', tool('approval: always'), ['r.yaml:7:3: `tools.pay` needs `schema` (key-missing)']],
  [
    'a name that vendors refuse',
    below('tools: {kb.search: {class: compute, schema: {type: object}}}\n'),
    ['r.yaml:6:9: `kb.search` cannot name a tool, use letters, digits, `_` and `-`, at most 64 (value-invalid)'],
  ],
  [
    'a schema that is no object',
    tool('schema: {type: string}'),
    ['r.yaml:7:23: `tools.pay.schema` must say `type: object`: arguments are an object (tool-schema-invalid)'],
  ],
  [
    'an untyped argument',
    tool('schema: {type: object, properties: {a: {}}}'),
    [
      'r.yaml:7:59: `tools.pay.schema.properties.a` must say `type`, `enum`, `const`, `$ref`, `anyOf` or `oneOf`: without one it takes anything (tool-schema-invalid)',
    ],
  ],
  [
    'an unknown type',
    tool('schema: {type: object, properties: {a: {type: str}}}'),
    [
      'r.yaml:7:69: `tools.pay.schema.properties.a.type` must be one of object, array, string, number, integer, boolean, null (tool-schema-invalid)',
    ],
  ],
  [
    'a keyword that nobody enforces',
    tool('schema: {type: object, properties: {a: {type: string, maxlength: 5}}}'),
    [
      'r.yaml:7:77: `tools.pay.schema.properties.a.maxlength` is not a keyword that is enforced, did you mean `maxLength`? (tool-schema-invalid)',
    ],
  ],
  [
    'a format that nobody checks',
    tool('schema: {type: object, properties: {a: {type: string, format: phone}}}'),
    [
      'r.yaml:7:85: `tools.pay.schema.properties.a.format` must be one of date, date-time, time, duration, email, hostname, ipv4, ipv6, uri, uuid (tool-schema-invalid)',
    ],
  ],
  [
    'a pattern that is not valid',
    tool('schema: {type: object, properties: {a: {type: string, pattern: "("}}}'),
    [
      'r.yaml:7:86: `tools.pay.schema.properties.a.pattern` is not a valid pattern (ECMAScript, with the u flag) (tool-schema-invalid)',
    ],
  ],
  [
    'a pattern that can explode',
    tool('schema: {type: object, properties: {a: {type: string, pattern: "^(a+)+$"}}}'),
    [
      'r.yaml:7:86: `tools.pay.schema.properties.a.pattern` repeats a group that repeats, which can take exponential time (tool-schema-invalid)',
    ],
  ],
  [
    'a required argument that does not exist',
    tool('schema: {type: object, properties: {amount: {type: number}}, required: [amuont]}'),
    [
      'r.yaml:7:95: `tools.pay.schema.required[0]` names `amuont`, which is not among the properties, did you mean `amount`? (tool-schema-invalid)',
    ],
  ],
  [
    'a reference that leads nowhere',
    tool('schema: {type: object, properties: {a: {$ref: "#/$defs/b"}}}'),
    [
      'r.yaml:7:69: `tools.pay.schema.properties.a.$ref` must point into this schema, for example `#/$defs/address` (tool-schema-invalid)',
    ],
  ],
  [
    'a reference that leads back',
    tool('schema: {type: object, properties: {a: {$ref: "#/$defs/b"}}, $defs: {b: {anyOf: [{$ref: "#/$defs/b"}]}}}'),
    [
      'r.yaml:7:69: `tools.pay.schema.properties.a.$ref` must not lead back to itself (tool-schema-invalid)',
      'r.yaml:7:111: `tools.pay.schema.$defs.b.anyOf[0].$ref` must not lead back to itself (tool-schema-invalid)',
    ],
  ],
  [
    'a pointer to no argument',
    tool('schema: {type: object, properties: {a: {type: string}}}, reveal: [/b]'),
    ['r.yaml:7:89: `tools.pay.reveal[0]` points at no argument of the schema, `/b` (pointer-unknown)'],
  ],
  [
    'a host with a scheme',
    tool('schema: {type: object}, hosts: ["https://a.example"]'),
    [
      'r.yaml:7:55: `tools.pay.hosts[0]` must be a host name in lower case, without scheme, port or `*`, not `https://a.example` (value-invalid)',
    ],
  ],
];

test.each(TOOLS)('a tool is refused: %s', (_sentence, text, problems, input) => {
  expect(problemsOf(text, input)).toEqual(problems);
});
