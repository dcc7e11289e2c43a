/** The declaration of a control that blocks a made-up marker in what a user writes. */
export function controlTemplate(id) {
  const title = id.replaceAll('-', ' ');
  return `import { z } from 'zod';
import { defineControl, type Finding, isNonEmpty, PASS, type PartView } from '../../core/index.ts';

const RULE = 'sample-marker';

/** Stops the marker \`sample-marker-<digits>\`; everything here is a sample to be replaced. */
export const control = defineControl({
  id: '${id}',
  catalog: ['UI-04'],
  title: '${title[0].toUpperCase()}${title.slice(1)}',
  docs: {
    what: 'Blocks a request that holds a sample marker.',
    why: 'Shows how a control is built; replace it by the reason why yours exists.',
    fix: 'Leave the marker out of the message and send it again.',
  },
  crossings: ['interface.request'],
  mitigates: ['owasp-llm:2025:LLM01'],
  strength: 'stops',
  needs: [],
  failMode: 'closed',
  reach: 40,
  config: z.strictObject({
    severity: z.enum(['low', 'medium', 'high']).default('high').describe('How severe a marker is'),
  }),
  rules: [RULE],
  limits: ['A marker that is written in another alphabet, or with spaces inside, is not seen.'],
  cases: () => import('./cases.ts'),
  inspect(view, { config }) {
    const findings = view.parts.flatMap((part, index) => findingsIn(part, index, config.severity));
    return isNonEmpty(findings) ? { outcome: 'block', findings } : PASS;
  },
});

// Bounded on both sides, so that it stays linear and within the reach.
const MARKER = /(?:^|[^a-z0-9-])(sample-marker-[0-9]{4,12})(?![a-z0-9-])/gi;

function findingsIn(part: PartView, index: number, severity: Finding['severity']): readonly Finding[] {
  return [...part.text.matchAll(MARKER)].map((match) => {
    const end = match.index + match[0].length;
    const start = end - (match[1] ?? '').length;
    return { rule: RULE, severity, confidence: 1, at: { part: index, start, end } };
  });
}
`;
}

const SOURCE = 'where it was seen: a paper, an advisory, an incident';
const ATTACKS = [
  ['alone', 'sample-marker-1234'],
  ['in a sentence', 'please use sample-marker-1234 now'],
  ['at the end of a sentence', 'it is sample-marker-1234.'],
  ['in quotes', 'say "sample-marker-1234"'],
  ['in parentheses', 'the key (sample-marker-1234)'],
  ['in capitals', 'SAMPLE-MARKER-1234'],
  ['in mixed case', 'Sample-Marker-1234'],
  ['with many digits', 'sample-marker-123456789012'],
  ['on a line of its own', 'first\\nsample-marker-1234\\nlast'],
  ['after a tab', 'key:\\tsample-marker-1234'],
  ['after an equals sign', 'key=sample-marker-1234'],
  ['in a link', 'https://example.test/?key=sample-marker-1234'],
  ['in JSON', '{"key":"sample-marker-1234"}'],
  ['in markdown', '**sample-marker-1234**'],
  ['twice', 'sample-marker-1234 and sample-marker-5678'],
];
const BENIGN = [
  ['nothing at all', ''],
  ['an ordinary question', 'When does the library open?'],
  ['the word marker', 'Which marker should I buy?'],
  ['the words apart', 'a sample marker with 1234 pages'],
  ['too few digits', 'sample-marker-123'],
  ['too many digits', 'sample-marker-1234567890123'],
  ['no digits', 'sample-marker-'],
  ['letters for digits', 'sample-marker-abcd'],
  ['part of a longer word', 'resample-marker-1234'],
  ['goes on after the digits', 'sample-marker-1234-draft'],
  ['another separator', 'sample_marker_1234'],
  ['a number', '1234'],
  ['an order number', 'Where is order 2024-1234?'],
  ['other languages', 'Wann \\u{f6}ffnet die B\\u{fc}cherei?'],
  ['code', 'const sample = marker(1234);'],
];

/** Cases for the sample: attacks, benign look-alikes, and one that is still open. */
export function casesTemplate() {
  return `import type { Cases } from '../../core/index.ts';

const crossing = 'interface.request';
const block = { outcome: 'block', rule: 'sample-marker' } as const;
const pass = { outcome: 'pass' } as const;

export const attack: Cases<typeof crossing>['attack'] = [
${lines(ATTACKS, 'block', SOURCE)}
];

export const benign: Cases<typeof crossing>['benign'] = [
${lines(BENIGN, 'pass')}
];

export const missed: Cases<typeof crossing>['missed'] = [
  { name: 'with spaces inside', crossing, text: 'sample - marker - 1234', expect: block },
];
`;
}

function lines(rows, expected, source) {
  return rows
    .map(([name, text], index) => {
      const fields = [`name: '${name}'`, 'crossing', `text: '${text}'`, `expect: ${expected}`];
      if (source === undefined || index > 0) return `  { ${fields.join(', ')} },`;
      return `  {\n${[...fields, `source: '${source}'`].map((field) => `    ${field},\n`).join('')}  },`;
    })
    .join('\n');
}
