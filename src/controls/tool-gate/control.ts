import { z } from 'zod';
import {
  type Context,
  defineControl,
  type Finding,
  isNonEmpty,
  PASS,
  type PartView,
  type RegisteredTool,
  type Severity,
  type Span,
  type Verdict,
  type View,
} from '../../core/index.ts';
import { EGRESS_RULES, egressObjection, isInwardLiteral, mentionsForeign } from './egress.ts';
import { useOf } from './field.ts';
import { FRAGMENT_RULES, fragmentRule } from './fragment.ts';
import { WRITTEN_RULES, writtenRule } from './written.ts';

type Crossing = 'application.call' | 'application.listing';

const config = z.strictObject({
  unlisted: z
    .enum(['remove', 'flag'])
    .default('remove')
    .describe('What becomes of an offered tool that the policy does not know. It can never be called, in either case.'),
});
type Config = z.infer<typeof config>;
type Gate = Context<Config, 'registry'>;

/** What the policy says about a tool, and then its arguments. */
const RULES = [
  'tool-unknown',
  'tool-unlisted',
  'tool-not-offered',
  'approval-required',
  'argument-schema',
  'address-mentioned',
  ...WRITTEN_RULES,
  ...FRAGMENT_RULES,
  ...EGRESS_RULES,
] as const;
type Rule = (typeof RULES)[number];

/** No tool is called that the policy does not know, and none with arguments that it does not expect. */
export const control = defineControl<Crossing, Config, 'registry'>({
  id: 'tool-gate',
  catalog: ['APP-01', 'APP-03'],
  title: 'Tools by default deny, arguments by strict schema',
  docs: {
    what: 'Lets a tool call through only if the policy knows the tool, the caller offered it, and its arguments are plain JSON that fits the strict schema; keeps addresses in arguments to the hosts that the tool lists, never into the own network; holds calls that a person must approve.',
    why: 'A call is written by a model that may have been talked into it. What the policy does not name must not happen.',
    fix: 'List the tool under `tools` with its schema, and the hosts it may reach under `hosts`. Write numbers plainly and each key once.',
  },
  crossings: ['application.call', 'application.listing'],
  mitigates: [
    'owasp-llm:2026:LLM03',
    'owasp-llm:2026:LLM10',
    'owasp-llm:2025:LLM06',
    'owasp-llm:2025:LLM05',
    'owasp-llm:2023:LLM07',
    'owasp-llm:2023:LLM08',
    'owasp-asi:2026:ASI02',
    'owasp-asi:2026:ASI03',
    'owasp-asi:2026:ASI05',
    'atlas:5.6.0:AML.T0053',
    'atlas:5.6.0:AML.T0107',
    'atlas:5.6.0:AML.T0050',
    'atlas:5.6.0:AML.T0099',
    'aisvs:1.0:5.2.5',
    'aisvs:1.0:9.3.2',
    'aisvs:1.0:9.5.1',
    'aisvs:1.0:10.4.1',
    'cwe:4.16:CWE-862',
    'cwe:4.16:CWE-918',
    'cwe:4.16:CWE-22',
  ],
  strength: 'stops',
  needs: ['registry'],
  failMode: 'closed',
  reach: 'whole',
  config,
  rules: RULES,
  limits: [
    'Whether this person may do this act is not asked here: the owner of an order, a limit in money and the purpose belong to the policy of the tool.',
    'Names are not resolved: a listed host that leads into the own network, now or at the moment of the call (DNS rebinding), must be stopped where the connection is made.',
    'A listed host that redirects elsewhere is followed if the tool follows redirects.',
    'An address in the running text of an argument is only flagged: a letter may mention any address.',
    'Path, SQL and shell fragments are looked for in fields that name one thing or a query, by their name; elsewhere, and in other languages, the tool must bind its parameters.',
    'A path that begins at the root is not refused; a tool that reads files must keep to its own folder.',
    'A value that fits the schema and is wrong passes: another recipient, another amount, another order.',
    'Whole numbers with an exponent or more than fifteen digits are refused even where a tool could read them; send them as strings.',
  ],
  cases: async () => (await import('./cases.ts')).cases,
  inspect(view, context) {
    return view.crossing === 'application.listing' ? listed(view, context) : called(view, context);
  },
});

const NOWHERE: Span = Object.freeze({ part: 0, start: 0, end: 0 });

/** One view shows one tool; to block it is to leave it out of the offer. */
function listed(view: View<'application.listing'>, context: Gate): Verdict {
  const unknown = view.tools.filter(({ name }) => context.registry.find(name) === undefined);
  const findings = unknown.map(() => finding('tool-unlisted', 'medium', NOWHERE));
  if (!isNonEmpty(findings)) return PASS;
  return { outcome: context.config.unlisted === 'remove' ? 'block' : 'flag', findings };
}

function called(view: View<'application.call'>, context: Gate): Verdict {
  const { call, parts } = view;
  const tool = context.registry.find(call.name);
  if (tool === undefined) return { outcome: 'block', findings: [finding('tool-unknown', 'high', NOWHERE)] };
  const refused = [...refusals(view, tool)];
  if (isNonEmpty(refused)) return { outcome: 'block', findings: refused };
  const flagged = parts.flatMap((part, index) =>
    mentionsForeign(part.text, tool.hosts) ? [finding('address-mentioned', 'low', spanOf(part, index))] : [],
  );
  if (tool.approval === 'always') {
    return { outcome: 'hold', findings: [finding('approval-required', 'info', NOWHERE), ...flagged] };
  }
  return isNonEmpty(flagged) ? { outcome: 'flag', findings: flagged } : PASS;
}

function* refusals({ call, parts }: View<'application.call'>, tool: RegisteredTool): Generator<Finding> {
  if (!call.offered.includes(call.name)) yield finding('tool-not-offered', 'high', NOWHERE);
  const written = writtenRule(call.argumentsText);
  if (written !== undefined) yield finding(written, 'high', NOWHERE);
  if (call.arguments !== undefined) {
    for (const issue of tool.check(call.arguments))
      yield finding('argument-schema', 'high', placeOf(parts, issue.pointer));
  }
  for (const [index, part] of parts.entries()) {
    const rule = argumentRule(part, tool);
    if (rule !== undefined) yield finding(rule, 'high', spanOf(part, index));
  }
}

function argumentRule(part: PartView, tool: RegisteredTool): Rule | undefined {
  const use = useOf(part.pointer);
  const fragment = fragmentRule(part.text, use);
  if (fragment !== undefined) return fragment;
  if (isAddressShaped(part.text, use.egress)) return egressObjection(part.text, tool.hosts);
  return use.identifier && isInwardLiteral(part.text) ? 'host-inward' : undefined;
}

/** The whole value is an address: by its form anywhere, or by the name of its field. */
function isAddressShaped(text: string, egress: boolean): boolean {
  const trimmed = text.trim();
  if (/^[a-z][a-z0-9+.-]{1,20}:[\\/]{1,2}\S*$/i.test(trimmed) || /^[\\/]{2}[^\s/\\]\S*$/.test(trimmed)) return true;
  const path = /^\/(?:[^/\\]|$)/.test(trimmed);
  const words = /\s/.test(trimmed) && !/[.:/\\@]/.test(trimmed);
  return egress && trimmed !== '' && !path && !words;
}

function placeOf(parts: readonly PartView[], pointer: string): Span {
  const index = parts.findIndex((part) => part.pointer === pointer && pointer !== '');
  const part = parts[index];
  return part === undefined ? NOWHERE : spanOf(part, index);
}

function spanOf(part: PartView, index: number): Span {
  return { part: index, start: 0, end: part.text.length };
}

function finding(rule: Rule, severity: Severity, at: Span): Finding {
  return { rule, severity, confidence: 1, at };
}
