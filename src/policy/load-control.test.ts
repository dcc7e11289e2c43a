import { expect, test } from 'vitest';
import type { Fault } from './fixture.ts';
import { below, problemsOf } from './fixture.ts';

const CONTROLS: readonly Fault[] = [
  [
    'an unknown control',
    below('controls: {alhpa: {}}\n'),
    ['r.yaml:6:12: unknown control `alhpa`, did you mean `alpha`? (control-unknown)'],
  ],
  [
    'an unknown mode',
    below('controls: {alpha: {mode: enforced}}\n'),
    [
      'r.yaml:6:26: `controls.alpha.mode` must be one of `enforce`, `observe`, `off`, not `enforced`, did you mean `enforce`? (value-invalid)',
    ],
  ],
  [
    'off without reason and day',
    below('controls: {alpha: {mode: off}}\n'),
    [
      'r.yaml:6:12: `mode: off` in `controls.alpha` needs `reason` (reason-missing)',
      'r.yaml:6:12: `mode: off` in `controls.alpha` needs `expires` (reason-missing)',
    ],
  ],
  [
    'observe without a day',
    below('controls: {alpha: {mode: observe, reason: measuring first}}\n'),
    ['r.yaml:6:12: `mode: observe` in `controls.alpha` needs `expires` (reason-missing)'],
  ],
  [
    'opening without reason and day',
    below('controls: {alpha: {fail_mode: open}}\n'),
    [
      'r.yaml:6:12: `fail_mode: open` in `controls.alpha` needs `reason` (reason-missing)',
      'r.yaml:6:12: `fail_mode: open` in `controls.alpha` needs `expires` (reason-missing)',
    ],
  ],
  [
    'a reason too short to judge',
    below('controls: {alpha: {mode: off, reason: why, expires: "2026-12-31"}}\n'),
    ['r.yaml:6:39: `controls.alpha.reason` must say why in at least 8 characters (value-invalid)'],
  ],
  [
    'an opt-out that has expired',
    below('controls:\n  alpha:\n    mode: observe\n    reason: measuring first\n    expires: "2026-06-14"\n'),
    ['r.yaml:10:14: `controls.alpha` held until `2026-06-14`, which has passed, remove it or decide again (expired)'],
  ],
  [
    'an opt-out for ever',
    below('controls: {alpha: {mode: off, reason: not needed here, expires: "2036-01-01"}}\n'),
    ['r.yaml:6:65: `controls.alpha.expires` must be at most 366 days ahead, not `2036-01-01` (value-invalid)'],
  ],
  [
    'a day that does not exist',
    below('controls: {alpha: {mode: off, reason: not needed here, expires: "2026-02-30"}}\n'),
    ['r.yaml:6:65: `controls.alpha.expires` must be a day such as `2027-01-31` (value-invalid)'],
  ],
  [
    'a reason where nothing is loosened',
    below('controls: {alpha: {reason: because I can}}\n'),
    ['r.yaml:6:20: `reason` has no effect in `controls.alpha`: nothing is loosened, remove it (option-inert)'],
  ],
  [
    'an unknown option',
    below('controls: {alpha: {config: {dept: 4}}}\n'),
    ['r.yaml:6:29: unknown key `dept` in `controls.alpha.config`, did you mean `depth`? (key-unknown)'],
  ],
  [
    'an unknown option in an object that the control left open',
    below('controls: {alpha: {config: {nested: {wrd: x}}}}\n'),
    ['r.yaml:6:38: unknown key `wrd` in `controls.alpha.config.nested`, did you mean `word`? (key-unknown)'],
  ],
  [
    'an option out of range',
    below('controls: {alpha: {config: {depth: 10}}}\n'),
    ['r.yaml:6:36: `controls.alpha.config.depth` must be at most 9 (value-invalid)'],
  ],
  [
    'an option of the wrong type',
    below('controls:\n  alpha:\n    config:\n      names: [a, 5]\n'),
    ['r.yaml:9:18: `controls.alpha.config.names[1]` must be a text, not the value `5` (value-invalid)'],
  ],
  [
    'a control that nothing passes',
    below('controls: {beta: {}}\n'),
    [
      'r.yaml:6:12: nothing passes where `beta` stands (model.prompt, application.call), remove it (control-unreachable)',
    ],
    { crossings: ['interface.request'] },
  ],
  [
    'an exception without owner',
    below('controls: {alpha: {exceptions: [{id: E1, rule: r, reason: an example key, expires: "2026-12-31"}]}}\n'),
    ['r.yaml:6:33: `controls.alpha.exceptions[0]` needs `owner` (key-missing)'],
  ],
  [
    'an exception that has expired',
    below(
      'controls: {alpha: {exceptions: [{id: E1, rule: r, reason: an example key, owner: me, expires: "2026-01-31"}]}}\n',
    ),
    [
      'r.yaml:6:95: `controls.alpha.exceptions[0]` held until `2026-01-31`, which has passed, remove it or decide again (expired)',
    ],
  ],
  [
    'an exception for a rule misspelled',
    below(
      'controls:\n  alpha:\n    exceptions:\n      - id: E1\n        rule: npm_tokn\n        reason: an example key\n        owner: me\n        expires: "2026-12-31"\n',
    ),
    [
      'r.yaml:10:15: the control has no rule `npm_tokn`, so this excuses nothing, did you mean `npm-token`? (exception-rule-unknown)',
    ],
  ],
  [
    'an exception for a rule of another control',
    below(
      'controls: {alpha: {exceptions: [{id: E1, rule: sql-fragment, reason: an example key, owner: me, expires: "2026-12-31"}]}}\n',
    ),
    ['r.yaml:6:48: the control has no rule `sql-fragment`, so this excuses nothing (exception-rule-unknown)'],
  ],
  [
    'an exception for a family of rules',
    below(
      'controls: {alpha: {exceptions: [{id: E1, rule: "npm-*", reason: an example key, owner: me, expires: "2026-12-31"}]}}\n',
    ),
    ['r.yaml:6:48: the control has no rule `npm-*`, so this excuses nothing (exception-rule-unknown)'],
  ],
  [
    'an exception at a place unknown',
    below(
      'controls: {alpha: {exceptions: [{id: E1, rule: r, at: docs, reason: an example key, owner: me, expires: "2026-12-31"}]}}\n',
    ),
    [
      'r.yaml:6:55: `controls.alpha.exceptions[0].at` must be a crossing, `tool:NAME`, `document:ID` or `sha256:<hex>`, not `docs` (value-invalid)',
    ],
  ],
  [
    'an exception where the control does not stand',
    below(
      'controls: {alpha: {exceptions: [{id: E1, rule: r, at: model.prompt, reason: an example key, owner: me, expires: "2026-12-31"}]}}\n',
    ),
    ['r.yaml:6:55: the control does not stand at `model.prompt`, so this excuses nothing (exception-unreachable)'],
  ],
  [
    'an exception at two crossings at once',
    below(
      'controls: {alpha: {exceptions: [{id: E1, rule: r, at: [interface.request, interface.response], reason: an example key, owner: me, expires: "2026-12-31"}]}}\n',
    ),
    [
      'r.yaml:6:51: all of `controls.alpha.exceptions[0].at` must hold, and `interface.response` contradicts another (exception-unreachable)',
    ],
  ],
  [
    'two exceptions with one id',
    below(
      'controls: {alpha: {exceptions: [{id: E1, rule: r, reason: an example key, owner: me, expires: "2026-12-31"}, {id: E1, rule: s, reason: an example key, owner: me, expires: "2026-12-31"}]}}\n',
    ),
    ['r.yaml:6:115: exception `E1` stands here twice, give each its own id (exception-duplicate)'],
  ],
];

test.each(CONTROLS)('a control is refused: %s', (_sentence, text, problems, input) => {
  expect(problemsOf(text, input)).toEqual(problems);
});
