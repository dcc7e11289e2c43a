import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type DecisionEntry, readEntries } from '../../src/cli/decision-entry.ts';
import { decisiveOf } from '../../src/cli/decisive.ts';
import { explanation } from '../../src/cli/explanation.ts';
import { latestDecision } from '../../src/cli/latest-decision.ts';
import { CATALOG } from '../../src/controls/index.ts';
import { openLedger } from '../../src/ledger/index.ts';
import { Workshop } from './transcript.ts';

const workshop = new Workshop();
afterAll(() => workshop.clean());

const ID = 'dec_01KB8M1Q2ZV3N4T5R6S7W8X9YA';
const base = { at: 0, decision: ID, kind: 'decision' };
const ended = (event: string, more: object = {}): object => ({ ...base, kind: 'act-result', event, ...more });
const said = (control: string, action: string, rule: string, severity: string): object => ({
  control,
  mode: 'enforce',
  outcome: action,
  action,
  findings: [{ rule, severity, confidence: 1, at: { part: 0, start: 0, end: 0 } }],
});
const crossed = (crossing: string, action: string, controls: readonly object[], more: object = {}): object => ({
  ...base,
  crossing,
  action,
  controls,
  ...more,
});
const MASKED = crossed('model.prompt', 'rewrite', [said('masking', 'rewrite', 'email', 'medium')]);
const IMAGE = crossed('interface.response', 'rewrite', [said('safe-rendering', 'rewrite', 'image', 'high')]);
const HELD = crossed('application.call', 'hold', [said('tool-gate', 'hold', 'approval-required', 'info')], {
  tool: 'refund_create',
});

function entriesOf(...bodies: readonly object[]): readonly DecisionEntry[] {
  return readEntries(bodies) ?? [];
}

function lines(...bodies: readonly object[]): readonly string[] {
  return explanation(entriesOf(...bodies), { controls: CATALOG, now: 0, command: 'ringfort' });
}

function told(...bodies: readonly object[]): string {
  return lines(...bodies)
    .join(' ')
    .replaceAll(/\s+/g, ' ');
}

describe('what a learned control rests on', () => {
  test('stands under those that spoke and those that passed, and under no other', () => {
    const noticed = {
      ...said('prompt-injection', 'flag', 'learned', 'medium'),
      basis: { tier: 'screen', coverage: 1, unassessed: true },
    };
    const request = crossed('interface.request', 'flag', [noticed], { passed: ['canonical-text'] });
    const bases = { 'injected-instructions': { tier: 'encoder', coverage: 0.428, unassessed: false } };
    const document = crossed('data.retrieval', 'pass', [], { passed: ['injected-instructions', 'masking'], bases });
    const page = lines(request, document);
    expect(page).toContain('      the linear screen answered alone, in a language that was not assessed');
    expect(page).toContain('      injected-instructions: the encoder read 42%');
    expect(page.filter((line) => /encoder read|answered alone/.test(line))).toHaveLength(2);
  });
});

describe('the headline', () => {
  test.each([
    [
      'a provider that is not there',
      [ended('provider-failed', { code: 'unreachable' })],
      'the provider failed (unreachable).',
    ],
    ['a provider in trouble', [ended('provider-failed', { status: 503 })], 'the provider failed (status 503).'],
    [
      'a provider that does not take our key',
      [ended('provider-failed', { status: 401, provider: 'main' })],
      "the provider refused Ringfort's own key (status 401). The key is the one that the policy names at `providers.main.key`, not the caller's.",
    ],
    [
      'a change, and then a provider that fails',
      [MASKED, ended('provider-failed', { code: 'timeout' })],
      'the provider failed (timeout). Before that: something was rewritten, the rest passed at model.prompt, by masking.',
    ],
    ['a bug of ours', [ended('failed', { code: 'internal' })], 'Ringfort itself failed (internal).'],
    ['a refusal', [{ ...base, event: 'refused', code: 'model-unknown' }], 'refused (model-unknown).'],
    [
      'two changes: the one with the more severe finding',
      [MASKED, IMAGE, ended('finished', { status: 200 })],
      'something was rewritten, the rest passed at interface.response, by safe-rendering.',
    ],
    [
      'a held call',
      [MASKED, HELD],
      'held for a person to approve at application.call, by tool-gate. A person must approve this, and this version has no way to grant it yet; the call stays held.',
    ],
  ])('of %s', (_, bodies, sentence) => {
    const text = told(...bodies);
    expect(text.slice(0, `Decision ${ID}: ${sentence}`.length)).toBe(`Decision ${ID}: ${sentence}`);
  });
});

describe('what was decisive', () => {
  test('is the strictest action before any severity, and the first of equals', () => {
    expect(decisiveOf(entriesOf(IMAGE, HELD))?.said.control).toBe('tool-gate');
    expect(decisiveOf(entriesOf(MASKED, { ...MASKED, crossing: 'data.memory' }))?.entry.crossing).toBe('model.prompt');
    expect(decisiveOf(entriesOf({ ...base, crossing: 'model.prompt' }))).toBeUndefined();
  });
});

describe('the rest of an explanation', () => {
  test('a finding about the whole call names its tool', () => {
    expect(lines(HELD)).toContain('      approval-required  info  100%  tool refund_create');
    expect(lines(MASKED)).toContain('      email  medium  100%  part 0 as a whole');
  });

  test('an exception for what a person must approve warns of what it does, and no other does', () => {
    const warning = '# Careful: this releases every such call from now on, and nobody is asked.';
    expect(lines(HELD)).toContain(warning);
    expect(lines(MASKED)).not.toContain(warning);
    expect(Math.max(...lines(HELD).map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe('the newest exchange in which something happened', () => {
  test.each([
    ['a block', { action: 'block' }],
    ['a hold', { action: 'hold' }],
    ['a change', { action: 'rewrite' }],
    ['a refusal', { event: 'refused' }],
    ['a caller who is not known', { event: 'authentication-refused' }],
    ['a provider that failed', { event: 'provider-failed' }],
    ['a bug of ours', { event: 'failed' }],
  ])('may be %s', async (name, fields) => {
    const directory = join(workshop.folder, name.replaceAll(' ', '-'));
    const { privateKey } = generateKeyPairSync('ed25519');
    const ledger = await openLedger({ directory, signingKey: privateKey, payloadKey: randomBytes(32), now: Date.now });
    await ledger.append({ kind: 'decision', at: 0, decision: 'dec_1', action: 'block' });
    await ledger.append({ kind: 'decision', at: 0, decision: 'dec_2', ...fields });
    await ledger.append({ kind: 'decision', at: 0, decision: 'dec_3', action: 'flag' });
    await ledger.append({ kind: 'act-result', at: 0, decision: 'dec_3', event: 'finished' });
    await ledger.close();
    expect(await latestDecision(directory)).toBe('dec_2');
  });
});
