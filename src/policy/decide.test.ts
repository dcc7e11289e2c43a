import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Edit, Finding, NonEmpty, Verdict, View } from '../core/index.ts';
import { labelOf, PASS } from '../core/index.ts';
import type { Exception, WiredControl } from './configuration.ts';
import type { Answer } from './decide.ts';
import { decide } from './decide.ts';
import { ALPHA } from './fixture.ts';

const TOKEN = finding('npm-token', 6, 11);
const OTHER = finding('card', 20, 24);

function finding(rule: string, start: number, end: number): Finding {
  return { rule, severity: 'high', confidence: 1, at: { part: 0, start, end } };
}

function edit(start: number, end: number): Edit {
  return { at: { part: 0, start, end }, replacement: '*' };
}

function block(...findings: NonEmpty<Finding>): Verdict {
  return { outcome: 'block', findings };
}

function wired(changes: Partial<WiredControl> = {}): WiredControl {
  const plain = { control: ALPHA, config: {}, mode: 'enforce', failMode: 'closed', exceptions: [] } as const;
  return { ...plain, deadlineMs: 1000, loosened: undefined, ...changes };
}

function exception(changes: Partial<Exception> = {}): Exception {
  const plain = { id: 'EX-1', rule: 'npm-token', at: [], reason: 'an example', owner: 'me' };
  return { ...plain, expires: '2026-12-31', ...changes };
}

function view(text: string): View {
  const label = labelOf('retrieved', 'north', { document: 'docs-sample' });
  const parts = [{ text, kind: 'text', label, before: '', pointer: '' } as const];
  return { crossing: 'interface.request', parts, complete: true };
}

const REWRITE: Verdict = { outcome: 'rewrite', findings: [TOKEN], edits: [edit(6, 11)] };
const OPEN = { failMode: 'open' } as const;
const OBSERVE = { mode: 'observe' } as const;

test.each<[string, Partial<WiredControl>, Answer, string, number]>([
  ['a pass is a pass', {}, PASS, 'pass', 0],
  ['a block blocks', {}, block(TOKEN), 'block', 0],
  ['a hold holds', {}, { outcome: 'hold', findings: [TOKEN] }, 'hold', 0],
  ['a flag flags', {}, { outcome: 'flag', findings: [TOKEN] }, 'flag', 0],
  ['a rewrite makes its edits', {}, REWRITE, 'rewrite', 1],
  ['an observed pass is a pass', OBSERVE, PASS, 'pass', 0],
  ['an observed block is a flag', OBSERVE, block(TOKEN), 'flag', 0],
  ['an observed rewrite is a flag without edits', OBSERVE, REWRITE, 'flag', 0],
  ['a failure of a closed control blocks', {}, { failed: 'error' }, 'block', 0],
  ['a failure of an open control is flagged', OPEN, { failed: 'timeout' }, 'flag', 0],
  ['a failure of an observed control is flagged', OBSERVE, { failed: 'overflow' }, 'flag', 0],
])('%s', (_sentence, changes, answer, action, edits) => {
  const result = decide(wired(changes), answer);
  expect([result.action, result.record.action, result.edits.length]).toEqual([action, action, edits]);
});

test('the record keeps what the control said, whatever was made of it', () => {
  expect(decide(wired(OBSERVE), block(TOKEN)).record).toEqual({
    control: 'alpha',
    mode: 'observe',
    outcome: 'block',
    action: 'flag',
    findings: [TOKEN],
  });
  expect(decide(wired(OPEN), { failed: 'timeout' }).record).toMatchObject({ failed: 'timeout', findings: [] });
});

test('the first finding is the first by position', () => {
  expect(decide(wired(), block(OTHER, TOKEN)).firstFinding).toBe(TOKEN);
});

test('an exception excuses the findings of its rule and no others', () => {
  const policy = wired({ exceptions: [exception()] });
  expect(decide(policy, block(TOKEN))).toMatchObject({ action: 'pass', excused: ['EX-1'] });
  expect(decide(policy, block(TOKEN, OTHER))).toMatchObject({
    action: 'block',
    firstFinding: OTHER,
    excused: ['EX-1'],
  });
  expect(decide(policy, block(OTHER))).toMatchObject({ action: 'block', excused: [] });
});

test('an exception takes away the edits of what it excuses, and leaves those of a neighbour', () => {
  const beside = finding('card', 11, 15);
  const verdict: Verdict = { outcome: 'rewrite', findings: [TOKEN, beside], edits: [edit(6, 11), edit(11, 15)] };
  expect(decide(wired({ exceptions: [exception()] }), verdict)).toMatchObject({
    action: 'rewrite',
    edits: [edit(11, 15)],
  });
});

test('an edit that also serves a finding without exception is made', () => {
  const overlapping = finding('card', 9, 15);
  const verdict: Verdict = { outcome: 'rewrite', findings: [TOKEN, overlapping], edits: [edit(6, 15)] };
  expect(decide(wired({ exceptions: [exception()] }), verdict).edits).toEqual([edit(6, 15)]);
});

test.each<[string, Exception['at'], boolean]>([
  ['the crossing', [{ kind: 'crossing', crossing: 'interface.request' }], true],
  ['another crossing', [{ kind: 'crossing', crossing: 'interface.response' }], false],
  ['the document', [{ kind: 'document', document: 'docs-sample' }], true],
  ['another document', [{ kind: 'document', document: 'docs-other' }], false],
  ['a tool where there is none', [{ kind: 'tool', tool: 'kb_search' }], false],
  ['the digest of the found text', [{ kind: 'digest', digest: digestOf('TOKEN') }], true],
  ['the digest of another text', [{ kind: 'digest', digest: digestOf('token') }], false],
])('an exception that names %s', (_sentence, at, holds) => {
  const policy = wired({ exceptions: [exception({ at })] });
  expect(decide(policy, block(TOKEN), view('hello TOKEN')).action).toBe(holds ? 'pass' : 'block');
});

test('an exception that names a place excuses nothing when the view is not given', () => {
  const at = [{ kind: 'crossing', crossing: 'interface.request' }] as const;
  expect(decide(wired({ exceptions: [exception({ at })] }), block(TOKEN)).action).toBe('block');
});

test('an exception does not excuse a failure', () => {
  expect(decide(wired({ exceptions: [exception()] }), { failed: 'error' }).action).toBe('block');
});

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
