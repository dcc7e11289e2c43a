import { z } from 'zod';
import type { Cases, Control, Finding, Verdict, View } from '../../src/core/index.ts';
import { isNonEmpty, PASS } from '../../src/core/index.ts';

const crossing = 'interface.response';
const rewrite = { outcome: 'rewrite', rule: 'sample-mark' } as const;

export const CASES: Cases = {
  attack: [
    { name: 'a mark', crossing, text: 'first 7-1234 then 7-9999', expect: { ...rewrite, text: 'first * then *' } },
  ],
  benign: [{ name: 'part of a number', crossing, text: 'call 17-1234 or 7-12345', expect: { outcome: 'pass' } }],
  missed: [{ name: 'in words', crossing, text: 'seven-1234', expect: rewrite }],
};

/** A sound little control: replaces the mark `7-` and four digits, standing alone, by a star. */
export const SOUND: Control = {
  id: 'sample',
  catalog: ['UI-06'],
  title: 'Sample',
  docs: { what: 'Replaces a mark.', why: 'Shows that the laws work.', fix: 'Leave the mark out.' },
  crossings: [crossing],
  mitigates: ['owasp-llm:2026:LLM02'],
  strength: 'stops',
  needs: [],
  failMode: 'closed',
  reach: 16,
  config: z.strictObject({}),
  rules: ['sample-mark'],
  limits: ['Marks in words are not seen.'],
  cases: async () => CASES,
  inspect: (view) => judged(view, (text, before) => marksIn(text, before)),
};

type Mark = readonly [start: number, end: number];

/** The sound control with one fault, and the law that must notice. */
export const FAULTY: readonly { readonly fault: string; readonly law: keyof Laws; readonly control: Control }[] = [
  {
    fault: 'finds nothing',
    law: 'cases',
    control: { ...SOUND, inspect: () => PASS },
  },
  {
    fault: 'finds too much',
    law: 'cases',
    control: { ...SOUND, inspect: (view) => judged(view, (text) => matches(text, /7-[0-9]{4}/g)) },
  },
  {
    fault: 'points outside of the text',
    law: 'cases',
    control: { ...SOUND, inspect: (view) => judged(view, (text) => [[0, text.length + 1]]) },
  },
  {
    fault: 'has a span longer than its reach',
    law: 'cases',
    control: { ...SOUND, inspect: (view) => judged(view, (text) => [[0, text.length]]) },
  },
  {
    fault: 'names a rule that it does not declare',
    law: 'cases',
    control: { ...SOUND, rules: ['other-mark'] },
  },
  {
    fault: 'remembers what it saw',
    law: 'repeat',
    control: { ...SOUND, inspect: rememberer() },
  },
  {
    fault: 'writes to its input',
    law: 'repeat',
    control: { ...SOUND, inspect: (view) => Object.assign(view, PASS) },
  },
  {
    fault: 'finds its own replacement',
    law: 'rewrite',
    control: { ...SOUND, inspect: (view) => judged(view, (text) => matches(text, /7-1234|\*/g)) },
  },
  {
    fault: 'does not look at what was already let out',
    law: 'cuts',
    control: { ...SOUND, inspect: (view) => judged(view, (text) => marksIn(text, '')) },
  },
  {
    fault: 'settles inside of a mark',
    law: 'cuts',
    control: { ...SOUND, settled: (text) => text.length },
  },
  {
    fault: 'has a reach that is too short',
    law: 'cuts',
    control: { ...SOUND, reach: 3 },
  },
  {
    fault: 'throws on half of a character',
    law: 'total',
    control: {
      ...SOUND,
      inspect: (view) => judged(view, (text) => marksIn(decodeURIComponent(encodeURIComponent(text)), '')),
    },
  },
  {
    fault: 'puts what it found into the name of a rule',
    law: 'quoting',
    control: { ...SOUND, inspect: (view) => named(view, `mark-${/[0-9]{4}/.exec(view.parts[0]?.text ?? '')?.[0]}`) },
  },
  {
    fault: 'has a pattern that grows with the square of the text',
    law: 'slow',
    control: { ...SOUND, inspect: (view) => judged(view, (text) => matches(text, /a{1,3000}b/g)) },
  },
];

/** The laws, by the name under which a fault claims one. */
export interface Laws {
  cases: unknown;
  repeat: unknown;
  rewrite: unknown;
  cuts: unknown;
  total: unknown;
  quoting: unknown;
  slow: unknown;
}

function judged(view: View, find: (text: string, before: string) => readonly Mark[]): Verdict {
  const found = view.parts.flatMap((part, index) =>
    find(part.text, part.before).map(([start, end]) => ({ part: index, start, end })),
  );
  const findings = found.map((at): Finding => ({ rule: 'sample-mark', severity: 'high', confidence: 1, at }));
  const edits = found.map((at) => ({ at, replacement: '*' }));
  return isNonEmpty(findings) && isNonEmpty(edits) ? { outcome: 'rewrite', findings, edits } : PASS;
}

function marksIn(text: string, before: string): readonly Mark[] {
  const whole = before.slice(-1) + text;
  const shift = whole.length - text.length;
  return matches(whole, /(?<![0-9])7-[0-9]{4}(?![0-9])/g)
    .filter(([start]) => start >= shift)
    .map(([start, end]) => [start - shift, end - shift]);
}

function matches(text: string, pattern: RegExp): readonly Mark[] {
  return [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]);
}

function named(view: View, rule: string): Verdict {
  const verdict = judged(view, (text) => matches(text, /7-[0-9]{4}/g));
  if (verdict.outcome !== 'rewrite') return PASS;
  return { outcome: 'flag', findings: [{ ...verdict.findings[0], rule }] };
}

function rememberer(): Control['inspect'] {
  let seen = 0;
  return (view) => {
    seen += 1;
    return seen % 2 === 1 ? PASS : judged(view, (text) => matches(text, /7-[0-9]{4}/g));
  };
}
