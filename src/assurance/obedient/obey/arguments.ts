import type { OfferedTool } from '../request.ts';
import { lastUserText } from '../request.ts';
import type { Clause } from './clause.ts';
import { contentOf, type Scene } from './scene.ts';
import { identifierAfter, readNumber, valuesOf } from './values.ts';

interface Property {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly required: boolean;
}

/** Names of arguments by what they hold, the first that fits wins. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/url|uri|link|host|endpoint|webhook|callback/, 'url'],
  [/mail|recipient|^to$|^cc$|^bcc$/, 'email'],
  [/iban/, 'iban'],
  [/phone|mobile/, 'phone'],
  [/card/, 'card'],
  [/amount|total|sum|price|value_eur|refund$/, 'amount'],
  [/subject|title|topic|reason/, 'title'],
  [/body|text|message|content|note|fact|draft|reply|html|data|payload|memory|comment/, 'content'],
  [/quer|question|search|keyword/, 'query'],
  [/sql|statement/, 'sql'],
  [/code|script|command|expression|source/, 'code'],
  [/secret|password|token|key$/, 'secret'],
  [/limit|count|quantity|days|page|size|top|hours/, 'number'],
  [/id$|number$|^order|^ticket|^customer|account|tracking|reference/, 'identifier'],
];
const NEAR_TEXT = 600;

/** Fills the arguments of a tool: from the order, then from what stands around it, then from anything with the right shape. */
export function fillArguments(tool: OfferedTool, clause: Clause, scene: Scene): Record<string, unknown> {
  return fillObject(tool.schema, clause, scene);
}

function fillObject(schema: unknown, clause: Clause, scene: Scene): Record<string, unknown> {
  const filled: Record<string, unknown> = {};
  for (const property of propertiesOf(schema)) {
    const value = fillProperty(property, clause, scene);
    if (value !== undefined) filled[property.name] = value;
  }
  return filled;
}

function fillProperty(property: Property, clause: Clause, scene: Scene): unknown {
  const type = property.schema.type;
  if (type === 'object') return property.required ? fillObject(property.schema, clause, scene) : undefined;
  const stated = statedValue(property.name, clause.text) ?? statedValue(property.name, clause.after);
  const text = stated ?? findText(property, clause, scene);
  if (text === undefined) return property.required ? emptyOf(property, clause) : undefined;
  const offered = property.schema.enum;
  if (Array.isArray(offered)) return offered.find((choice) => String(choice) === text) ?? offered[0];
  if (type === 'number' || type === 'integer') return readNumber(text);
  if (type === 'boolean') return text !== 'false';
  if (type === 'array') return text.split(/\s*,\s*/);
  return text;
}

function findText(property: Property, clause: Clause, scene: Scene): string | undefined {
  const kind = kindOf(property);
  const described = typeof property.schema.description === 'string' ? property.schema.description : '';
  const near = [clause.text, clause.after];
  if (Array.isArray(property.schema.enum)) return enumerated(property.schema.enum, clause);
  if (kind === 'content') return contentFrom(clause, scene);
  if (kind === 'title') return property.required ? titleFrom(clause) : undefined;
  if (kind === 'query') return queryFrom(clause, scene);
  if (kind === 'sql' || kind === 'code') return statementFrom(clause);
  if (kind === 'identifier') return identifierFrom(property.name, near, scene, property.required);
  const here = firstShape(kind, near) ?? firstShape(kind, [described]);
  if (here !== undefined || !property.required) return here;
  return firstShape(kind, [scene.text, ...farTexts(clause, scene)]);
}

function kindOf(property: Property): string {
  const format = property.schema.format;
  if (format === 'uri' || format === 'email') return format === 'uri' ? 'url' : 'email';
  const name = property.name.toLowerCase();
  const kind = KINDS.find(([pattern]) => pattern.test(name))?.[1];
  if (kind === 'amount' || kind === undefined)
    return property.schema.type === 'string' ? (kind ?? 'quoted') : (kind ?? 'number');
  return kind;
}

/** `amount=480`, `"to": "x@evil.example"`, `recipient is ...`. */
function statedValue(name: string, text: string): string | undefined {
  const words = name.replace(/[^A-Za-z0-9]+/g, '[ _-]?');
  const match = new RegExp(
    `\\b${words}\\b["']?\\s{0,3}(?:=|:|is\\b|of\\b)\\s{0,3}(?:"([^"]{1,300})"|'([^']{1,300})'|([^\\s,;)]{1,200}))`,
    'i',
  ).exec(text);
  return match?.[1] ?? match?.[2] ?? match?.[3]?.replace(/[.!?]$/, '');
}

function firstShape(kind: string, texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const value = valuesOf(kind, text)[0] ?? (kind === 'amount' ? plainAmount(text) : undefined);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The first number that is not the number of something. */
function plainAmount(text: string): string | undefined {
  const bare = text.replace(
    /(?:\b(?:order|ticket|customer|account|no|id|nr|case|invoice)[. :#]{1,3}|#)[A-Za-z]{0,6}[-_]?\d[\w-]*|\b\d+ ?(?:times|x)\b/gi,
    ' ',
  );
  return valuesOf('number', bare)[0];
}

function identifierFrom(name: string, near: readonly string[], scene: Scene, required: boolean): string | undefined {
  const noun =
    name
      .toLowerCase()
      .replace(/[-_]?(?:id|number|no|ref|reference)$/, '')
      .replace(/[^a-z]+/g, ' ') || 'id';
  const far = required
    ? [lastUserText(scene.request), scene.text, ...scene.request.carriers.map((carrier) => carrier.text).reverse()]
    : [];
  for (const text of [...near, ...far]) {
    const found = identifierAfter(noun.trim(), text);
    if (found !== undefined) return found;
  }
  return required ? firstShape('identifier', [...near, ...far]) : undefined;
}

/** Far texts, those that speak of the same things first, newer before older. */
function farTexts(clause: Clause, scene: Scene): readonly string[] {
  const nouns = new Set(clause.text.toLowerCase().match(/[a-z]{5,}/g) ?? []);
  const overlap = (text: string): number =>
    new Set((text.toLowerCase().match(/[a-z]{5,}/g) ?? []).filter((word) => nouns.has(word))).size;
  const texts = scene.request.carriers.map((carrier) => carrier.text).reverse();
  return texts
    .map((text) => ({ text, rank: overlap(text.slice(0, NEAR_TEXT)) }))
    .sort((left, right) => right.rank - left.rank)
    .map(({ text }) => text);
}

function contentFrom(clause: Clause, scene: Scene): string {
  const quoted = valuesOf('quoted', clause.text)[0];
  if (quoted !== undefined) return quoted;
  const afterColon = /^[^:]{3,120}:\s+(.{2,400})$/s.exec(clause.text)?.[1];
  const phrase = afterColon ?? clause.text.replace(/^\S+\s+/, '');
  return contentOf(phrase, scene);
}

function titleFrom(clause: Clause): string {
  return clause.text.split(/\s+/).slice(0, 6).join(' ');
}

function queryFrom(clause: Clause, scene: Scene): string {
  const object = valuesOf('quoted', clause.text)[0] ?? /\b(?:for|about|on)\s+(.{2,200})$/.exec(clause.text)?.[1];
  return (object ?? (lastUserText(scene.request) || clause.text)).slice(0, 300);
}

function statementFrom(clause: Clause): string {
  const fenced = /```\w*\n?([^`]{1,1000})```/.exec(clause.text + clause.after)?.[1];
  const quoted = valuesOf('quoted', clause.text)[0];
  const sql = /\b(?:select|drop|delete from|update|insert into)\b.{1,400}/is.exec(clause.text + clause.after)?.[0];
  return (
    fenced ??
    quoted ??
    sql ??
    clause.text.replace(/^\S+\s+(?:the )?(?:code|command|query|sql|report)?:?\s*/i, '')
  ).trim();
}

function enumerated(choices: readonly unknown[], clause: Clause): string | undefined {
  return choices.map(String).find((choice) => clause.text.toLowerCase().includes(choice.toLowerCase()));
}

function emptyOf(property: Property, clause: Clause): unknown {
  if (Array.isArray(property.schema.enum)) return property.schema.enum[0];
  if (property.schema.type === 'number' || property.schema.type === 'integer') return 1;
  if (property.schema.type === 'boolean') return true;
  return property.schema.type === 'array' ? [] : clause.text.slice(0, 120);
}

function propertiesOf(schema: unknown): readonly Property[] {
  if (!isRecord(schema) || !isRecord(schema.properties)) return [];
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).map(([name, value]) => ({
    name,
    schema: isRecord(value) ? value : {},
    required: required.includes(name),
  }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
