import { z } from 'zod';
import { type Case, type Control, type Crossing, PASS, type Verdict } from '../../src/core/index.ts';

/** Words that make the planted control act, so that a test does not depend on what any real control finds. */
export const PLANT = {
  block: 'plant-block',
  hold: 'plant-hold',
  throws: 'plant-throw',
  hangs: 'plant-hang',
  nonsense: 'plant-lies',
} as const;

const CROSSINGS = [
  'interface.request',
  'application.result',
  'data.retrieval',
  'data.memory',
  'data.ingest',
  'interface.response',
  'application.call',
] as const;

/** A control of these tests only. It stands everywhere and does what a word in the text tells it. */
export const PLANTED: Control = {
  id: 'planted',
  catalog: ['UI-06'],
  title: 'Planted',
  docs: {
    what: 'Does what a word says.',
    why: 'Shows how the house behaves around a control.',
    fix: 'Leave the word out.',
  },
  crossings: CROSSINGS,
  mitigates: ['owasp-llm:2026:LLM02'],
  strength: 'stops',
  needs: [],
  failMode: 'closed',
  reach: 16,
  config: z.strictObject({}),
  rules: ['planted-word'],
  limits: ['It is a plant.'],
  cases: async () => {
    const [first, ...rest] = CROSSINGS;
    return {
      attack: [attackAt(first), ...rest.map(attackAt)],
      benign: [{ name: 'another word', crossing: 'interface.request', text: 'plant', expect: { outcome: 'pass' } }],
      missed: [],
    };
  },
  inspect(view) {
    for (const [part, { text }] of view.parts.entries()) {
      if (text.includes(PLANT.throws)) throw new Error(`the planted control failed on: ${text}`);
      if (text.includes(PLANT.hangs)) return new Promise<Verdict>(() => undefined);
      if (text.includes(PLANT.nonsense)) return verdictAt('block', part, 0, text.length + 99);
      for (const outcome of ['block', 'hold'] as const) {
        const start = text.indexOf(PLANT[outcome]);
        if (start !== -1) return verdictAt(outcome, part, start, start + PLANT[outcome].length);
      }
    }
    return PASS;
  },
};

function attackAt(crossing: Crossing): Case {
  const call = { name: 'plant', argumentsText: JSON.stringify({ word: PLANT.block }) };
  return { name: `the word at ${crossing}`, crossing, text: PLANT.block, call, expect: { outcome: 'block' } };
}

function verdictAt(outcome: 'block' | 'hold', part: number, start: number, end: number): Verdict {
  return { outcome, findings: [{ rule: 'planted-word', severity: 'high', confidence: 1, at: { part, start, end } }] };
}
