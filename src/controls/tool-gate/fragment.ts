import type { FieldUse } from './field.ts';

export const FRAGMENT_RULES = [
  'path-traversal',
  'sql-fragment',
  'shell-fragment',
  'argument-line-break',
  'argument-control-character',
] as const;
export type FragmentRule = (typeof FRAGMENT_RULES)[number];

/** What in a string argument would change the meaning of what the tool does with it. */
export function fragmentRule(text: string, use: FieldUse): FragmentRule | undefined {
  if (CONTROL.test(text)) return 'argument-control-character';
  if (use.singleLine && /[\r\n\u{85}\u{2028}\u{2029}]|%0[ad]/iu.test(text)) return 'argument-line-break';
  if ((use.identifier || isOneWord(text)) && isTraversal(text)) return 'path-traversal';
  if (use.identifier && SQL.test(text)) return 'sql-fragment';
  if (use.identifier && SHELL.test(text)) return 'shell-fragment';
  return use.query && (WRITING.test(text) || SECOND.test(text)) ? 'sql-fragment' : undefined;
}

/** C0 without tab and line breaks, DEL, C1 without NEL, overrides of direction, and tags. */
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u{202d}\u{202e}\u{e0000}-\u{e007f}]/u;
const SQL_WORDS = 'drop|delete|insert|update|alter|create|truncate|exec|execute|grant|shutdown|union|select';
/** A second statement, a condition that is always true, a comment to the end. */
const SQL = new RegExp(
  `;\\s{0,20}(?:${SQL_WORDS})\\b|['"]\\s{0,20}(?:or|and|having)\\s{1,10}['"(]?\\w{1,20}['"]?\\s{0,5}[=<>]|` +
    `\\bunion\\s{1,20}(?:all\\s{1,20})?select\\b|['"]\\s{0,20}(?:--|#|/\\*)|--\\s{0,20}$`,
  'i',
);
const SHELL = /`|\$[({]|&&|\|\||[;|]\s{0,10}(?:rm|curl|wget|sh|bash|nc|cat|id|ls|ping|python3?|powershell|cmd)\b/i;
/** A statement that writes or changes the schema, first in a query or after a semicolon. */
const WRITING = new RegExp(
  '(?:^|;)\\s{0,100}(?:(?:drop|truncate|alter|create)\\s{1,20}(?:table|database|schema|view|index|user|role|function)\\b|' +
    'delete\\s{1,20}from\\b|insert\\s{1,20}into\\b|update\\s{1,20}[\\w."]{1,80}\\s{1,20}set\\b|' +
    '(?:grant|revoke)\\s{1,20}[\\w, ]{1,80}\\s(?:on|to|from)\\b|exec(?:ute)?\\s{1,20}(?:xp_|sp_|immediate))',
  'i',
);
/** A second statement that reads. */
const SECOND = /;\s{0,100}(?:select|with)\s[\s\S]{1,400}?\bfrom\b/i;

function isOneWord(text: string): boolean {
  return text.length <= 256 && !/\s/.test(text);
}

/** `..` as a step of a path, also encoded up to three times, and a null byte. */
function isTraversal(text: string): boolean {
  let current = text;
  for (let depth = 0; depth < 4; depth++) {
    if (/(?:^|[/\\=:])\.\.(?:[/\\;]|$)/.test(current) || current.includes('\0')) return true;
    if (OVERLONG.test(current)) return true;
    const decoded = current.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (decoded === current) return false;
    current = decoded;
  }
  return true;
}

/** A dot or slash in a form of UTF-8 that is not allowed, or in the old Microsoft form. */
const OVERLONG = /%(?:c0%(?:ae|af|2e|2f|5c)|c1%(?:9c|1c|af)|e0%80%(?:ae|af)|u002[ef]|u2215|u2216)/i;
