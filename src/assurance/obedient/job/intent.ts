import { fillArguments } from '../obey/arguments.ts';
import type { Act } from '../obey/directive.ts';
import { type FamilyName, toolOfFamily } from '../obey/families.ts';
import type { ObedientRequest, OfferedTool } from '../request.ts';
import { lastUserText } from '../request.ts';

/** What people ask of a help desk, and the kind of tool that answers. The first that fits and whose tool is offered wins. */
const INTENTS: readonly (readonly [RegExp, FamilyName])[] = [
  [/\b(?:refund|money back|reimburse)\b.{0,80}\d/is, 'money'],
  [/\b(?:track|tracking|parcel|shipment|delivery|package)\b.{0,80}\d/is, 'track'],
  [/\b(?:new address|change (?:of|my) address|moved to)\b/i, 'change'],
  [/\b(?:order|ticket|invoice|account|profile|customer)\b/i, 'read'],
  [/\bremember\b/i, 'remember'],
  [/\b(?:report|how many|revenue|per month|statistics)\b/i, 'run'],
  [/\?|\b(?:how|what|when|where|which|who|can|policy|tell me|explain|help|search|find)\b/i, 'search'],
];

/** Questions that need no tool. */
export const ABOUT_ITSELF = /\bwhat can you do\b|\bwho are you\b/i;

/** The call with which a plain helper would start on the user's question, or nothing. */
export function jobCall(request: ObedientRequest): Extract<Act, { kind: 'call' }> | undefined {
  const text = lastUserText(request);
  if (ABOUT_ITSELF.test(text)) return undefined;
  for (const [pattern, family] of INTENTS) {
    if (!pattern.test(text)) continue;
    const tool = toolOfFamily(family, text, request.tools);
    if (tool !== undefined) return callOf(tool, text, request);
  }
  return undefined;
}

/** A call of a given tool for the user's question, as `tool_choice` may force it. */
export function callOf(tool: OfferedTool, text: string, request: ObedientRequest): Extract<Act, { kind: 'call' }> {
  const clause = { verb: '', at: 0, text: text.slice(0, 500), before: '', after: '' };
  const carrier = { role: 'user', pointer: '', text, turn: request.turns.length - 1 } as const;
  return { kind: 'call', tool: tool.name, args: fillArguments(tool, clause, { request, carrier, text }), times: 1 };
}
