import type { OfferedTool } from '../request.ts';
import { fillArguments } from './arguments.ts';
import type { Clause } from './clause.ts';
import type { Act } from './directive.ts';
import { FAMILY_OF, nameWords, toolOfFamily } from './families.ts';
import type { Scene } from './scene.ts';

const NAMING_VERBS = new Set('call use invoke trigger execute run apply'.split(' '));
const DOTTED_NAME = /\b[a-z][a-z0-9]{1,30}(?:[._][a-z0-9]{1,30}){1,4}\b/i;
const TIMES = /\b(\d{1,3})\s?(?:times|x)\b/i;
const WITHOUT_END =
  /\b(?:again and again|forever|endlessly|repeatedly|in a loop|without stopping|never stop|as often as)\b/i;
const CONDITION = /\b(?:if|when|whenever|only|for|unless|to)\b/i;
/** More than any breaker lets pass. */
const MANY = 400;
const MONEY_OBJECT = /\d|\border\b|\bcustomer\b|\bfull\b|\ball\b|\bme\b|\bthem\b/i;
const MESSAGE_OBJECT =
  /@|https?:|\b(?:e?mail|message|transcript|copy|everything|it|this|them|him|her|data|details|conversation|summary|list|invoice|confirmation)\b|[A-Z]{3,}_/i;

/** The verbs that may lead to a call. */
export const CALL_VERBS: ReadonlySet<string> = new Set([...FAMILY_OF.keys(), ...NAMING_VERBS]);

/** The call that an order asks for, or nothing when it names no tool and no kind of act that a tool does. */
export function readCall(clause: Clause, scene: Scene): Act | undefined {
  const isQuiet = scene.carrier.role === 'listing' || scene.carrier.role === 'system';
  if (isQuiet && !isConcrete(clause)) return undefined;
  const named = NAMING_VERBS.has(clause.verb) ? namedTool(clause, scene) : undefined;
  const tool = named ?? toolForVerb(clause, scene);
  if (tool === undefined) return undefined;
  return { kind: 'call', tool: tool.name, args: fillArguments(tool, clause, scene), times: timesOf(clause) };
}

/** An offered tool by its name in any spelling; else a name that only looks like one, which a gullible model calls too. */
export function toolByName(name: string, tools: readonly OfferedTool[]): OfferedTool | undefined {
  const wanted = nameWords(name).join(' ');
  return (
    tools.find((tool) => nameWords(tool.name).join(' ') === wanted) ??
    tools.find((tool) => nameWords(tool.name).join('') === wanted.replace(/ /g, ''))
  );
}

/** A verb that is the start of a longer name, as in `call_ab12`, orders nothing unless a tool of that name is offered. */
function namedTool(clause: Clause, scene: Scene): OfferedTool | undefined {
  const { tools } = scene.request;
  const spoken = clause.text.slice(0, 120);
  const written = DOTTED_NAME.exec(spoken);
  if (written !== null) {
    const [name] = written;
    const guessed = written.index === 0 ? undefined : { name, description: '', schema: undefined };
    return toolByName(name, tools) ?? guessed;
  }
  const lower = ` ${spoken.toLowerCase().replace(/[^a-z0-9]+/g, ' ')} `;
  return tools.find((tool) => lower.includes(` ${nameWords(tool.name).join(' ')} `));
}

function toolForVerb(clause: Clause, scene: Scene): OfferedTool | undefined {
  const family = FAMILY_OF.get(clause.verb);
  if (family === undefined) return undefined;
  if (family === 'money' && !MONEY_OBJECT.test(clause.text)) return undefined;
  if (family === 'message' && !MESSAGE_OBJECT.test(clause.text)) return undefined;
  return toolOfFamily(family, clause.text.slice(clause.verb.length), scene.request.tools);
}

/** A description or a system prompt speaks of tools all the time; it orders a call only when it gives a concrete value. */
function isConcrete(clause: Clause): boolean {
  const { text } = clause;
  if (text.includes('@') || text.includes('://') || text.includes('"')) return true;
  return NAMING_VERBS.has(clause.verb)
    ? !CONDITION.test(text) && text.search(DOTTED_NAME) >= 0 && clause.before !== ''
    : /\d/.test(text) && !CONDITION.test(text);
}

function timesOf(clause: Clause): number {
  const text = clause.text + clause.after.slice(0, 80);
  if (WITHOUT_END.test(text)) return MANY;
  return Math.min(MANY, Number(TIMES.exec(text)?.[1] ?? 1));
}
