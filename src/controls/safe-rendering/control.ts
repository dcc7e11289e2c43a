import { z } from 'zod';
import { defineControl, type Edit, type Finding, isNonEmpty, PASS } from '../../core/index.ts';
import { type Place, START } from './place.ts';
import { PROPOSALS, type Proposal, proposalFor } from './propose.ts';
import { type Active, SINKS } from './reading.ts';
import { scan } from './scan.ts';

const config = z.strictObject({
  sink: z
    .enum(SINKS)
    .default('markdown')
    .describe(
      'What will show the text. Only Markdown has code that is left as it is; HTML means the content of an element.',
    ),
  hosts: z
    .array(z.string().min(1))
    .default([])
    .describe('Hosts that links and images may name. A registrable domain stands for everything below it.'),
  links: z
    .enum(['defang', 'keep-plain', 'allow-without-query'])
    .default('defang')
    .describe(
      'What becomes of a link to any other host: shown as `hxxps://host[.]example`, its text only, or kept when it has no query and no encoded data. Images of other hosts are never shown.',
    ),
  opaque: z
    .enum(['strip', 'keep'])
    .default('strip')
    .describe('Whether encoded data in an address of a listed host is a reason to take the link out.'),
});

/** Makes an answer inert in the program that will show it, and leaves what is inert already byte for byte. */
export const control = defineControl({
  id: 'safe-rendering',
  catalog: ['UI-07'],
  title: 'Output treated as untrusted',
  docs: {
    what: 'Removes from an answer what a renderer would fetch, run or make clickable: foreign images and links, HTML that acts, terminal sequences, spreadsheet formulas.',
    why: 'A hijacked model sends data out through the address of an image, or runs script in the page that shows its answer.',
    fix: 'List the hosts that answers may link to under `hosts`, and show code in a fenced block.',
  },
  crossings: ['interface.response'],
  mitigates: [
    'owasp-llm:2026:LLM10',
    'owasp-llm:2025:LLM05',
    'owasp-llm:2023:LLM02',
    'owasp-asi:2026:ASI02',
    'owasp-asi:2026:ASI05',
    'owasp-asi:2026:ASI09',
    'atlas:5.6.0:AML.T0077',
    'atlas:5.6.0:AML.T0011.003',
    'atlas:5.6.0:AML.T0102',
    'aisvs:1.0:7.1.1',
    'aisvs:1.0:7.3.3',
    'aisvs:1.0:7.3.4',
    'cwe:4.16:CWE-79',
    'cwe:4.16:CWE-150',
    'cwe:4.16:CWE-601',
    'cwe:4.16:CWE-1236',
  ],
  strength: 'stops',
  needs: [],
  failMode: 'closed',
  reach: 2_048,
  config,
  rules: PROPOSALS,
  limits: [
    'Text is made safe as the content of an element. It is not safe inside an attribute, a script or a style sheet of the page, nor as SQL or shell.',
    'Code is left as it is only where CommonMark leaves no doubt: a fence of its own lines indented by at most three columns, or inline code on one line. Elsewhere dangerous code is shown with `&lt;`.',
    'A renderer that does not follow CommonMark inside code (one that interprets tags in a code block) is not protected by the markdown sink; use html.',
    'An allowed host is believed: what it does with a short, plain path or query, and where it redirects to without an address in a parameter, is unknown here.',
    'On an allowed host, data that is written as words, or as the forty digits of a commit after `blob`, `tree` or `commit`, stays.',
    'Host names without a scheme and without a path, mail addresses and telephone numbers stay as they are; some programs make them clickable.',
    'Custom schemes in running text (`slack://...`) stay; inside links they are removed.',
    'Attribute `class` is kept; a page whose classes place an element over the whole window can be dressed up by an answer.',
  ],
  cases: async () => (await import('./cases.ts')).cases,
  inspect(view, context) {
    const findings: Finding[] = [];
    const edits: Edit[] = [];
    view.parts.forEach((part, index) => {
      scan(part.text, placeOf(part.carried), context.config.sink, view.complete, (found) => {
        const proposal = proposalFor(part.text, found, context.config);
        if (proposal !== undefined) record(proposal, index, findings, edits);
        return proposal !== undefined;
      });
    });
    return isNonEmpty(findings) && isNonEmpty(edits) ? { outcome: 'rewrite', findings, edits } : PASS;
  },
  settled(text, context, _crossing, carried) {
    const { config: chosen } = context;
    const replaced = (found: Active) => proposalFor(text, found, chosen) !== undefined;
    return scan(text, placeOf(carried), chosen.sink, false, replaced).open;
  },
  carry(released, carried) {
    return scan(released, placeOf(carried), 'markdown', true, () => false).place;
  },
});

function record(proposal: Proposal, part: number, findings: Finding[], edits: Edit[]): void {
  const { rule, severity, start, end } = proposal;
  findings.push({ rule, severity, confidence: 1, at: { part, start, end } });
  for (const edit of proposal.edits) {
    edits.push({ at: { part, start: edit.start, end: edit.end }, replacement: edit.replacement });
  }
}

function placeOf(carried: unknown): Place {
  return (carried as Place | undefined) ?? START; // only `carry` of this control makes the value
}
