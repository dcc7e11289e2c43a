import { expect, test } from 'vitest';
import type { Fault } from './fixture.ts';
import { below, problemsOf } from './fixture.ts';

const VALUES: readonly Fault[] = [
  [
    'a size without unit',
    below('limits: {body: 2000000}\n'),
    ['r.yaml:6:16: `limits.body` must be a text, not the value `2000000` (value-invalid)'],
  ],
  [
    'a size in another syntax',
    below('limits: {body: "2MB"}\n'),
    ['r.yaml:6:16: `limits.body` must be a size such as `512KiB` or `2MiB`, not `2MB` (value-invalid)'],
  ],
  [
    'a size out of range',
    below('limits: {body: 1GiB}\n'),
    ['r.yaml:6:16: `limits.body` must be from 1KiB to 64MiB (value-invalid)'],
  ],
  [
    'a duration in another syntax',
    below('limits: {stream: "10 minutes"}\n'),
    [
      'r.yaml:6:18: `limits.stream` must be a duration such as `500ms`, `30s` or `10m`, not `10 minutes` (value-invalid)',
    ],
  ],
  [
    'a number out of range',
    below('limits: {depth: 1000}\n'),
    ['r.yaml:6:17: `limits.depth` must be at most 128 (value-invalid)'],
  ],
  [
    'a fraction for a count',
    below('limits: {depth: 8.5}\n'),
    ['r.yaml:6:17: `limits.depth` must be a whole number, not the value `8.5` (value-invalid)'],
  ],
  [
    'a text for a number',
    below('limits: {depth: "8"}\n'),
    ['r.yaml:6:17: `limits.depth` must be a number, not the text `8` (value-invalid)'],
  ],
  [
    'a misspelt choice',
    below('output: {disclosure: minimum}\n'),
    [
      'r.yaml:6:22: `output.disclosure` must be one of `minimal`, `boundary`, `full`, not `minimum`, did you mean `minimal`? (value-invalid)',
    ],
  ],
  [
    'a list for a mapping',
    below('limits: []\n'),
    ['r.yaml:6:1: `limits` must be a mapping, not a list (value-invalid)'],
  ],
  [
    'a text for a mapping of names',
    below('tools: none\n'),
    ['r.yaml:6:8: `tools` must be a mapping, not `none` (value-invalid)'],
  ],
  [
    'an address without port',
    below('listeners: {traffic: {address: "127.0.0.1"}}\n'),
    ['r.yaml:6:32: `listeners.traffic.address` must be `host:port`, for example `127.0.0.1:4100` (value-invalid)'],
  ],
  [
    'an admin listener that others reach',
    below('listeners: {admin: {address: "0.0.0.0:4101"}}\n'),
    [
      'r.yaml:6:30: `listeners.admin.address` can be reached from other machines, use 127.0.0.1 or `dangerously_allow_remote_admin` (listener-exposed)',
    ],
  ],
  [
    'an opt-out that has expired',
    below(
      'listeners: {admin: {address: "0.0.0.0:4101", dangerously_allow_remote_admin: {reason: "private network", until: "2026-06-14"}}}\n',
    ),
    [
      'r.yaml:6:113: `listeners.admin.dangerously_allow_remote_admin` held until `2026-06-14`, which has passed, remove it or decide again (expired)',
    ],
  ],
  [
    'an opt-out with nothing to opt out of',
    below('listeners: {admin: {dangerously_allow_remote_admin: {reason: "private network", until: "2026-12-31"}}}\n'),
    ['r.yaml:6:21: `dangerously_allow_remote_admin` has no effect on a loopback address, remove it (option-inert)'],
  ],
  [
    'two listeners on one port',
    below('listeners: {admin: {address: "127.0.0.1:4100"}}\n'),
    ['r.yaml:6:30: both listeners have the same port, give each its own (listener-conflict)'],
  ],
  [
    'a ledger that may fail without a reason',
    below('ledger: {on_failure: {reads: continue}}\n'),
    [
      'r.yaml:6:10: `reads: continue` in `ledger.on_failure` needs `reason` (reason-missing)',
      'r.yaml:6:10: `reads: continue` in `ledger.on_failure` needs `expires` (reason-missing)',
    ],
  ],
];

test.each(VALUES)('a value is refused: %s', (_sentence, text, problems, input) => {
  expect(problemsOf(text, input)).toEqual(problems);
});
