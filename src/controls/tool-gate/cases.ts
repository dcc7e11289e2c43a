import type { ArgumentIssue, Case, Cases, RegisteredTool } from '../../core/index.ts';

type Crossing = 'application.call' | 'application.listing';

const NO_ISSUES: readonly ArgumentIssue[] = [];

/** A stand-in for the compiled schema of the policy: known fields, each of one type. */
function tool(
  name: string,
  fields: Readonly<Record<string, 'string' | 'integer' | 'array'>>,
  more: Partial<RegisteredTool> = {},
): RegisteredTool {
  const check = (args: unknown): readonly ArgumentIssue[] => {
    if (typeof args !== 'object' || args === null || Array.isArray(args)) return [{ pointer: '', keyword: 'type' }];
    return Object.entries(args).flatMap(([key, value]) => {
      const wanted = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (wanted === undefined) return [{ pointer: '', keyword: 'additionalProperties' }];
      if (wanted === 'integer') {
        if (!Number.isInteger(value)) return [{ pointer: `/${key}`, keyword: 'type' }];
        return Number(value) < 1 ? [{ pointer: `/${key}`, keyword: 'minimum' }] : NO_ISSUES;
      }
      const fits = wanted === 'array' ? Array.isArray(value) : typeof value === 'string';
      return fits ? NO_ISSUES : [{ pointer: `/${key}`, keyword: 'type' }];
    });
  };
  return { name, class: 'state', reveal: [], hosts: [], approval: 'never', ...more, check };
}

const REGISTRY: readonly RegisteredTool[] = [
  tool('order.get', { order_id: 'string' }, { class: 'read-personal' }),
  tool('refund.create', { order_id: 'string', amount: 'integer', reason: 'string' }, { class: 'money' }),
  tool('account.delete', { customer_id: 'string' }, { class: 'destructive', approval: 'always' }),
  tool('email.send', { to: 'string', subject: 'string', body: 'string' }, { class: 'outside-write' }),
  tool('address.change', { name: 'string', street: 'string', city: 'string' }, { class: 'account' }),
  tool('analytics.sql', { query: 'string' }, { class: 'read-bulk' }),
  tool('code.run', { code: 'string' }, { class: 'compute' }),
  tool('flight.find', { origin: 'string', destination: 'string', departure: 'string' }, { class: 'outside-read' }),
  tool(
    'shipping.track',
    { tracking_id: 'string', carrier_url: 'string', urls: 'array' },
    { class: 'outside-read', hosts: ['track.parcel.example', '*.cluster.example', 'api.parcel.example:8443'] },
  ),
];

type Expect = Case<Crossing>['expect'];
const call = (
  name: string,
  toolName: string,
  args: unknown,
  expect: Expect,
  more: Partial<Case<Crossing>> = {},
): Case<Crossing> => ({
  name,
  crossing: 'application.call',
  call: { name: toolName, argumentsText: typeof args === 'string' ? args : JSON.stringify(args) },
  registry: REGISTRY,
  expect,
  ...more,
});
const block = (rule: string): Expect => ({ outcome: 'block', rule });
const PASSES: Expect = { outcome: 'pass' };
const track = (url: string) => ({ tracking_id: 'LF123456789DE', carrier_url: url });
const inward = (name: string, url: string): Case<Crossing> =>
  call(name, 'shipping.track', track(url), block('host-inward'), { source: 'requirements.md, REG-14 and REG-16' });

export const cases: Cases<Crossing> = {
  attack: [
    call('a tool that nobody declared', 'shell.exec', { command: 'id' }, block('tool-unknown')),
    call('a name that every object has', 'constructor', {}, block('tool-unknown')),
    call('a known tool that was not offered', 'order.get', { order_id: '1002' }, block('tool-not-offered'), {
      call: { name: 'order.get', argumentsText: '{"order_id":"1002"}', offered: ['kb.search'] },
    }),
    call(
      'a call that waits for a person',
      'account.delete',
      { customer_id: 'C-77' },
      { outcome: 'hold', rule: 'approval-required' },
    ),
    call('arguments that are no JSON', 'order.get', '{"order_id": 1002', block('arguments-not-json')),
    call('not a number', 'refund.create', '{"order_id":"1002","amount":NaN}', block('arguments-not-json')),
    call(
      'a plus sign before a number',
      'refund.create',
      '{"order_id":"1002","amount":+5}',
      block('arguments-not-json'),
    ),
    call(
      'a key twice, the larger amount last',
      'refund.create',
      '{"order_id":"1002","amount":5,"amount":500}',
      block('arguments-duplicate-key'),
    ),
    call(
      'a key twice, once escaped',
      'refund.create',
      '{"amount":5,"\\u0061mount":500}',
      block('arguments-duplicate-key'),
    ),
    call(
      'arguments nested a hundred deep',
      'order.get',
      `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`,
      block('arguments-too-deep'),
    ),
    call(
      'an amount with an exponent',
      'refund.create',
      '{"order_id":"1002","amount":1e3}',
      block('argument-number-form'),
      {
        source: 'controls.md, APP-03',
      },
    ),
    call('a negative zero', 'refund.create', '{"order_id":"1002","amount":-0}', block('argument-number-form')),
    call(
      'more digits than a number keeps',
      'refund.create',
      '{"order_id":"1002","amount":9007199254740993}',
      block('argument-number-form'),
    ),
    call('a negative amount', 'refund.create', { order_id: '1002', amount: -50 }, block('argument-schema')),
    call(
      'a number as text with a space',
      'refund.create',
      { order_id: '1002', amount: '50 ' },
      block('argument-schema'),
    ),
    call(
      'a field that the schema does not have',
      'shipping.track',
      { tracking_id: 'LF1', notify_url: 'x' },
      block('argument-schema'),
      {
        source: 'larkfield.md, attack 11',
      },
    ),
    call(
      'a second recipient after a line break',
      'email.send',
      { to: 'ada@mail.example\nbcc: x@evil.example', subject: 'a', body: 'b' },
      block('argument-line-break'),
    ),
    call(
      'a line break in percent signs',
      'email.send',
      { to: 'ada@mail.example%0Abcc:x@evil.example', subject: 'a', body: 'b' },
      block('argument-line-break'),
    ),
    call('a null byte', 'order.get', { order_id: '1002\u0000.txt' }, block('argument-control-character')),
    call(
      'a right-to-left override in a name',
      'address.change',
      { name: 'Ada \u202eexe.fdp', street: 's', city: 'c' },
      block('argument-control-character'),
      {
        source: 'larkfield.md, attack 10',
      },
    ),
    call('a step up in percent signs', 'order.get', { order_id: '..%2f..%2fadmin' }, block('path-traversal')),
    call('a step up encoded twice', 'order.get', { order_id: '%252e%252e%252fadmin' }, block('path-traversal')),
    call('a stacked statement in an id', 'order.get', { order_id: '1;DROP TABLE orders' }, block('sql-fragment')),
    call('a condition that is always true', 'order.get', { order_id: "1' or '1'='1" }, block('sql-fragment')),
    call(
      'a stacked statement in a report',
      'analytics.sql',
      { query: 'select sum(total) from sales; drop table sales' },
      block('sql-fragment'),
      {
        source: 'larkfield.md, attack 22',
      },
    ),
    call('a command in an id', 'order.get', { order_id: '1002$(curl x)' }, block('shell-fragment')),
    inward('metadata in an IPv6 form', 'http://[::ffff:169.254.169.254]/latest/meta-data/'),
    inward('loopback as one number', 'http://2130706433/'),
    inward('loopback in octal', 'http://0177.0.0.1/'),
    inward('loopback in hexadecimal', 'http://0x7f000001/'),
    inward('loopback in two parts', 'http://127.1/'),
    inward('metadata without a scheme', '169.254.169.254'),
    inward('carrier NAT', 'https://100.100.100.200/latest'),
    inward('metadata by name', 'http://metadata.google.internal/computeMetadata/v1/'),
    inward('localhost with a port', 'localhost:6379'),
    inward('localhost with a final dot', 'http://localhost./'),
    inward('wide digits', 'http://\uff11\uff12\uff17.0.0.1/'),
    inward('a NAT64 address', 'http://[64:ff9b::a9fe:a9fe]/'),
    inward('unique local IPv6', 'http://[fd00:ec2::254]/'),
    call('another host', 'shipping.track', track('https://evil.example/'), block('host-not-allowed')),
    call(
      'the listed host as a subdomain',
      'shipping.track',
      track('https://track.parcel.example.evil.example/'),
      block('host-not-allowed'),
    ),
    call(
      'the listed host as user name',
      'shipping.track',
      track('https://track.parcel.example@evil.example/'),
      block('address-ambiguous'),
    ),
    call(
      'a backslash before the at sign',
      'shipping.track',
      track('https://track.parcel.example\\@evil.example/'),
      block('address-ambiguous'),
    ),
    call(
      'a look-alike in another script',
      'shipping.track',
      track('https://tr\u0430ck.parcel.example/'),
      block('address-ambiguous'),
    ),
    call(
      'another port of the listed host',
      'shipping.track',
      track('https://track.parcel.example:22/'),
      block('host-not-allowed'),
    ),
    call('a file', 'shipping.track', track('file:///etc/passwd'), block('scheme-not-allowed')),
    call('another protocol', 'shipping.track', track('gopher://track.parcel.example/_x'), block('scheme-not-allowed')),
    call(
      'one address in a list',
      'shipping.track',
      { urls: ['https://track.parcel.example/', '//evil.example/'] },
      block('host-not-allowed'),
    ),
    call('metadata as a tracking id', 'shipping.track', { tracking_id: '[::ffff:a9fe:a9fe]' }, block('host-inward'), {
      source: 'larkfield.md, attack 21',
    }),
    call(
      'an address in a field for something else',
      'order.get',
      { order_id: 'http://evil.example/x' },
      block('host-not-allowed'),
    ),
    call(
      'an address in a letter is noted',
      'email.send',
      { to: 'ada@mail.example', subject: 'Hi', body: 'See http://10.0.0.1/x for more.' },
      { outcome: 'flag', rule: 'address-mentioned' },
    ),
    {
      name: 'an offered tool that nobody declared is left out',
      crossing: 'application.listing',
      tools: [{ name: 'shell.exec', description: 'Runs a command.', schema: { type: 'object' } }],
      registry: REGISTRY,
      expect: block('tool-unlisted'),
    },
    {
      name: 'an offered tool that nobody declared is noted where the policy says so',
      crossing: 'application.listing',
      tools: [{ name: 'shell.exec', description: 'Runs a command.', schema: { type: 'object' } }],
      registry: REGISTRY,
      config: { unlisted: 'flag' },
      expect: { outcome: 'flag', rule: 'tool-unlisted' },
    },
  ],
  benign: [
    call('an order by its number', 'order.get', { order_id: '1002' }, PASSES),
    call('an order id with a hyphen', 'order.get', { order_id: 'LF-2026-000417-DE' }, PASSES),
    call('an order id with slash and dots', 'order.get', { order_id: '2026/04/17.3' }, PASSES),
    call(
      'a refund',
      'refund.create',
      { order_id: '1002', amount: 20, reason: 'The cup arrived broken; he is sorry.' },
      PASSES,
    ),
    call('white space between the tokens', 'refund.create', '{ "order_id" : "1002",\n  "amount" : 20 }', PASSES),
    call(
      'a name with an apostrophe',
      'address.change',
      { name: "Siobhan O'Brien", street: "12 St. John's Rd; flat 3", city: "L'Aquila" },
      PASSES,
    ),
    call(
      'an address from right to left',
      'address.change',
      {
        name: '\u05d3\u05e0\u05d4 \u05dc\u05d5\u05d9',
        street: '\u05e8\u05d7\u05d5\u05d1 \u05d4\u05e8\u05e6\u05dc 12/3\u200f',
        city: '\u05ea\u05dc \u05d0\u05d1\u05d9\u05d1',
      },
      PASSES,
    ),
    call(
      'an Arabic address',
      'address.change',
      {
        name: '\u0645\u062d\u0645\u062f',
        street: '\u0634\u0627\u0631\u0639 \u0627\u0644\u0646\u064a\u0644 7',
        city: '\u0627\u0644\u0642\u0627\u0647\u0631\u0629',
      },
      PASSES,
    ),
    call(
      'a company called Drop and Select',
      'address.change',
      { name: 'Drop & Select Ltd.', street: 'Union Sq. 1', city: 'Bath' },
      PASSES,
    ),
    call(
      'a letter of several lines',
      'email.send',
      { to: 'ada@mail.example', subject: "Re: it's on its way", body: 'Dear Ada,\n\nit left today.\n\tLarkfield' },
      PASSES,
    ),
    call(
      'a plain report',
      'analytics.sql',
      { query: 'select region, sum(total) from sales group by region order by 2 desc;' },
      PASSES,
    ),
    call(
      'a question instead of a statement',
      'analytics.sql',
      { query: 'create a table of returns for April; select only boots' },
      PASSES,
    ),
    call('code with back-ticks and dots', 'code.run', { code: 'const a = `${b}`;\nimport("../x");' }, PASSES),
    call(
      'a flight between two cities',
      'flight.find',
      { origin: 'Paris', destination: 'Tel Aviv', departure: '2026-05-01T10:30:00Z' },
      PASSES,
    ),
    call('a tracking id', 'shipping.track', { tracking_id: 'LF123456789DE' }, PASSES),
    call('the listed host', 'shipping.track', track('https://track.parcel.example/LF123456789DE?lang=de'), PASSES),
    call('a host below a listed suffix', 'shipping.track', track('http://parcels.shop.cluster.example/x'), PASSES, {
      source: 'requirements.md, REG-15',
    }),
    call('the listed port of a host', 'shipping.track', track('https://api.parcel.example:8443/v1'), PASSES),
    call('a path without a host', 'shipping.track', track('/v1/track'), PASSES),
    call(
      'a time and a version are no addresses',
      'refund.create',
      { order_id: '1002', amount: 5, reason: '12:30:45, app 1.2.3.4' },
      PASSES,
    ),
    {
      name: 'an offered tool that the policy knows',
      crossing: 'application.listing',
      tools: [{ name: 'order.get', description: 'Reads an order.', schema: { type: 'object' } }],
      registry: REGISTRY,
      expect: PASSES,
    },
  ],
  missed: [
    call('an order of another customer', 'order.get', { order_id: '2001' }, PASSES),
    call(
      'a listed suffix that resolves to loopback',
      'shipping.track',
      track('https://rebound.cluster.example/'),
      PASSES,
    ),
    call(
      'a redirect on a listed host',
      'shipping.track',
      track('https://track.parcel.example/out?to=evil.example'),
      PASSES,
    ),
    call(
      'a number with a text behind it in a note',
      'refund.create',
      { order_id: '1002', amount: 20, reason: "x'; drop table refunds; --" },
      PASSES,
    ),
    call(
      'a union in a report',
      'analytics.sql',
      { query: 'select a from sales union select card from customers' },
      PASSES,
    ),
  ],
};
