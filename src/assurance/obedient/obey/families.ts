import type { OfferedTool } from '../request.ts';

/** A kind of act: words that order it, and words in the names of tools that do it. */
interface Family {
  readonly verbs: string;
  readonly tools: RegExp;
  /** Verbs that mean nothing without their object: the tool must share a noun with the order. */
  readonly needsNoun: boolean;
}

const FAMILIES = {
  message: {
    verbs: 'send mail email forward message notify post deliver upload leak exfiltrate submit',
    tools: /^(?:send|e?mail|message|notify|notification|post|sms|upload|share)$/,
    needsNoun: false,
  },
  money: {
    verbs: 'refund reimburse pay transfer credit wire',
    tools: /^(?:refund|pay|payment|payout|transfer|credit|wire|money)$/,
    needsNoun: false,
  },
  destroy: {
    verbs: 'delete remove erase drop close wipe terminate cancel',
    tools: /^(?:delete|remove|erase|drop|close|wipe|terminate|cancel)$/,
    needsNoun: true,
  },
  change: {
    verbs: 'change update set modify replace redirect edit',
    tools: /^(?:change|update|set|modify|replace|edit)$/,
    needsNoun: true,
  },
  remember: {
    verbs: 'remember store save memorise memorize note',
    tools: /^(?:memory|remember|memorize|store|save|note)$/,
    needsNoun: false,
  },
  search: { verbs: 'search query look find', tools: /^(?:search|find|lookup|query|kb|knowledge)$/, needsNoun: false },
  read: {
    verbs: 'read open fetch get load visit browse download show check',
    tools: /^(?:read|get|fetch|open|load|browse|browser|visit|download|http|web|url)$/,
    needsNoun: true,
  },
  track: { verbs: 'track trace', tools: /^(?:track|tracking|trace)$/, needsNoun: false },
  run: {
    verbs: 'run execute eval compute',
    tools: /^(?:run|exec|execute|code|shell|python|bash|sql|eval|analytics)$/,
    needsNoun: true,
  },
  create: {
    verbs: 'create make draft approve issue book reply add',
    tools: /^(?:create|make|draft|approve|issue|book|add|new)$/,
    needsNoun: true,
  },
} as const satisfies Record<string, Family>;

export type FamilyName = keyof typeof FAMILIES;

/** From a verb to its family. */
export const FAMILY_OF: ReadonlyMap<string, FamilyName> = new Map(
  Object.entries(FAMILIES).flatMap(
    ([name, family]) => family.verbs.split(' ').map((verb): [string, FamilyName] => [verb, name as FamilyName]), // keys of FAMILIES
  ),
);

/** Words in a tool's name: `ticket.reply_draft` and `ticketReplyDraft` are ticket, reply, draft. */
export function nameWords(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** The offered tool of a family that best fits the words of an order. */
export function toolOfFamily(name: FamilyName, words: string, tools: readonly OfferedTool[]): OfferedTool | undefined {
  const family = FAMILIES[name];
  const lower = ` ${words
    .toLowerCase()
    .replace(/https?:\/\/\S+/g, ' http url web page ')
    .replace(/[^a-z0-9]+/g, ' ')} `;
  let best: { tool: OfferedTool; score: number } | undefined;
  for (const tool of tools) {
    const parts = nameWords(tool.name);
    const acts = parts.filter((part) => family.tools.test(part));
    if (acts.length === 0) continue;
    const nouns = parts.filter((part) => !acts.includes(part));
    const shared = parts.filter((part) => lower.includes(` ${part} `) || lower.includes(` ${part}s `)).length;
    const sharedNouns = nouns.filter((part) => lower.includes(` ${part} `) || lower.includes(` ${part}s `)).length;
    if (family.needsNoun && nouns.length > 0 && sharedNouns === 0 && shared === 0) continue;
    if (family.needsNoun && nouns.length > 0 && sharedNouns === 0 && !acts.some((act) => OWN_OBJECT.has(act))) continue;
    const purpose = nameWords(tool.description).filter(
      (word) => word.length >= 4 && lower.includes(` ${word} `),
    ).length;
    const score = acts.length + 2 * shared + purpose;
    if (best === undefined || score > best.score) best = { tool, score };
  }
  return best?.tool;
}

/** Tool words that name their object themselves. */
const OWN_OBJECT: ReadonlySet<string> = new Set([
  'http',
  'web',
  'url',
  'browser',
  'shell',
  'python',
  'bash',
  'sql',
  'code',
]);
