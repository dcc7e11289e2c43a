import { z } from 'zod';
import { defineControl, type Edit, type Finding, isNonEmpty, PASS, type Verdict, type View } from '../../core/index.ts';
import { recognise, STRUCTURES } from './recognise.ts';
import { RULES } from './rules/table.ts';
import { settledAt } from './settled.ts';

type Crossing = 'model.prompt' | 'interface.response' | 'application.call';

const action = z.enum(['rewrite', 'block']);

const config = z.strictObject({
  prompt: action.default('rewrite').describe('What happens to a secret on its way to the provider.'),
  response: action.default('rewrite').describe('What happens to a secret in an answer.'),
  call: action.default('block').describe('What happens to a secret in the arguments of a tool.'),
});
type Config = z.infer<typeof config>;

const ACTION_KEY = {
  'model.prompt': 'prompt',
  'interface.response': 'response',
  'application.call': 'call',
} as const satisfies Record<Crossing, keyof Config>;

/** Secrets go neither to the provider, nor into an answer, nor out through a tool. */
export const control = defineControl<Crossing, Config>({
  id: 'data-loss-monitor',
  catalog: ['UI-06'],
  title: 'Secrets in either direction',
  docs: {
    what: 'Finds keys, tokens, private keys, passwords and their hashes by their form, by their name and in the common encodings. Takes them out of prompts and answers and leaves a mark that names the rule; blocks a tool call that carries one.',
    why: 'A secret that a provider, a reader or a tool has seen must be replaced; an outflow cannot be called back.',
    fix: 'Keep the secret out of the text. A sample that must stay is marked as one (`EXAMPLE`, `your-key`, `xxxx`), or the operator grants an exception for the rule.',
  },
  crossings: ['model.prompt', 'interface.response', 'application.call'],
  mitigates: [
    'owasp-llm:2026:LLM02',
    'owasp-llm:2026:LLM08',
    'owasp-llm:2025:LLM02',
    'atlas:5.6.0:AML.T0057',
    'atlas:5.6.0:AML.T0024',
    'atlas:5.6.0:AML.T0025',
    'aisvs:1.0:7.3.2',
  ],
  strength: 'stops',
  needs: [],
  failMode: 'closed',
  reach: 16_384,
  config,
  rules: [...STRUCTURES, ...RULES.map(({ id }) => id)],
  limits: [
    'A secret without a known form is found only beside a name such as `token` or `password`; one that is glued to its name by a dash is not.',
    'Passwords of letters only pass unless they stand in quotation marks after their name; so do passwords told in a sentence without such a word.',
    'Encodings other than base64, hexadecimal, reversal and single spaced characters hide a secret; so does a secret cut in pieces.',
    'A value that is called public, an identifier or a page token by its name passes, whatever it is.',
    'Runs of more than 8,192 characters without a space are not read; nor is a base64 run with other text glued to it.',
    'A private key of more than 8,192 characters is taken out up to there.',
    'Hidden canaries and tenant marks belong to other controls, and so does personal data.',
  ],
  cases: async () => (await import('./cases.ts')).cases,
  inspect(view, context) {
    return verdictOf(view, context.config[ACTION_KEY[view.crossing]]);
  },
  settled: (text) => settledAt(text),
});

function verdictOf(view: View<Crossing>, outcome: 'rewrite' | 'block'): Verdict {
  const findings: Finding[] = [];
  const edits: Edit[] = [];
  view.parts.forEach((part, index) => {
    for (const { start, end, ...finding } of recognise(part.text, part.before, view.complete)) {
      const at = { part: index, start, end };
      findings.push({ ...finding, at });
      edits.push({ at, replacement: `[secret removed: ${finding.rule}]` });
    }
  });
  if (!isNonEmpty(findings) || !isNonEmpty(edits)) return PASS;
  return outcome === 'block' ? { outcome, findings } : { outcome, findings, edits };
}
