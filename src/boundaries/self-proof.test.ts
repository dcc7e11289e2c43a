import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Case, Control } from '../core/index.ts';
import { loadConfiguration } from '../policy/index.ts';
import { NOTHING_NOTICED, policyWith, toyControl, watching, wordControl } from './fixture.ts';
import { proveControls } from './self-proof.ts';

const attack: Case = { name: 'the word', crossing: 'interface.request', text: 'evil', expect: { outcome: 'block' } };
const benign: Case = { name: 'no word', crossing: 'interface.request', text: 'good', expect: { outcome: 'pass' } };

/** Blocks texts with a word that the policy may choose. */
function choosing(changes: Partial<Control> = {}): Control {
  return wordControl('evil', 'block', {
    id: 'word',
    config: z.strictObject({ word: z.string().default('evil') }),
    cases: async () => ({ attack: [attack], benign: [benign], missed: [] }),
    inspect: (view, context) => {
      const { word } = context.config as { word: string }; // as its own schema parsed it
      const start = view.parts[0]?.text.indexOf(word) ?? -1;
      if (start === -1) return { outcome: 'pass' };
      const at = { part: 0, start, end: start + word.length };
      return { outcome: 'block', findings: [{ rule: 'word', severity: 'high', confidence: 1, at }] };
    },
    ...changes,
  });
}

function policy(control: Control, config: string) {
  const text = `ringfort: policy/v1\nproviders: {p: {dialects: [openai], base_url: "ringfort:obedient"}}\nmodels: {m: {provider: p, model: m}}\ncontrols: {word: {config: ${config}}}\n`;
  const loaded = loadConfiguration({ file: 't.yaml', text, controls: [control], environment: {}, now: 0 });
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => problem.toDisplay()).join('\n'));
  return loaded.configuration;
}

const proof = (configuration: ReturnType<typeof policyWith>) =>
  proveControls(configuration, watching(), { decode: () => [], classifier: NOTHING_NOTICED });

describe('the proof at the start', () => {
  test('arms a control whose cases hold', async () => {
    expect(await proof(policyWith([choosing()]))).toEqual({
      sent: 2,
      armed: [{ control: 'word', crossing: 'interface.request' }],
      unproven: [],
      configured: [],
    });
  });

  test('sends cases as the policy configures the control, and notes what it lets pass', async () => {
    const { unproven, configured, armed } = await proof(policy(choosing(), '{word: other}'));
    expect(unproven).toEqual([]);
    expect(armed).toHaveLength(1);
    expect(configured).toMatchObject([{ attempt: 'the word', kind: 'attack', expected: 'block', got: 'pass' }]);
  });

  test('a case with a configuration of its own is sent under that', async () => {
    const own = { ...attack, config: { word: 'evil' } };
    const control = choosing({ cases: async () => ({ attack: [own], benign: [benign], missed: [] }) });
    expect(await proof(policy(control, '{word: other}'))).toMatchObject({ unproven: [], configured: [] });
  });

  test('a control that is blind is unproven, however it is configured', async () => {
    const blind = choosing({ inspect: () => ({ outcome: 'pass' }) });
    for (const configuration of [policyWith([blind]), policy(blind, '{word: other}')]) {
      expect(await proof(configuration)).toMatchObject({
        armed: [],
        unproven: [{ attempt: 'the word', kind: 'attack' }],
        configured: [],
      });
    }
  });

  test('a control that throws under the policy alone is unproven', async () => {
    const fragile = choosing({
      inspect: (view, context) => {
        if ((context.config as { word: string }).word !== 'evil') throw new Error('a bug'); // as its schema parsed it
        return choosing().inspect(view, context);
      },
    });
    expect((await proof(policy(fragile, '{word: other}'))).unproven).toMatchObject([
      { kind: 'crash' },
      { kind: 'crash' },
    ]);
  });

  test('a crossing without a case is unproven', async () => {
    const wide = choosing({ crossings: ['interface.request', 'data.memory'] });
    expect(await proof(policyWith([wide]))).toMatchObject({
      armed: [{ crossing: 'interface.request' }],
      unproven: [{ control: 'word', crossing: 'data.memory', kind: 'no-case' }],
    });
  });

  test('a control whose cases do not load is named, and the others are proved', async () => {
    const lost = toyControl({
      id: 'lost',
      inspect: () => ({ outcome: 'pass' }),
      cases: () => Promise.reject(new Error('gone')),
    });
    expect(await proof(policyWith([lost, choosing()]))).toMatchObject({
      armed: [{ control: 'word' }],
      unproven: [{ control: 'lost', crossing: 'interface.request', kind: 'no-cases-load' }],
    });
  });
});
