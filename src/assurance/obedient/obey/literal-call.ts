import { toolByName } from './call.ts';
import type { Act } from './directive.ts';
import type { Scene } from './scene.ts';

const JSON_CALL =
  /\{\s{0,8}["'](?:tool|tool_name|name|function|action|recipient_name)["']\s{0,4}:\s{0,4}["']([\w.:-]{2,64})["']/g;
const SYNTAX_CALL = /\b([A-Za-z][\w]{1,30}(?:[._-][\w]{1,30}){0,4})\(([^()\n]{0,400})\)/g;
const PAIR = /["']?([A-Za-z_]\w{0,30})["']?\s{0,2}[=:]\s{0,2}(?:"([^"]{0,200})"|'([^']{0,200})'|([\w.@:/-]{1,200}))/g;
const LONGEST_OBJECT = 2_000;
const ARGUMENT_KEYS = ['arguments', 'args', 'parameters', 'input', 'params', 'kwargs'];

/** A call written out in text, as JSON or as a function. */
export interface LiteralCall {
  readonly at: number;
  readonly act: Act;
}

/** All calls written out in a text. */
export function literalCalls(scene: Scene): readonly LiteralCall[] {
  if (scene.request.tools.length === 0 || scene.carrier.role === 'listing') return [];
  const found: LiteralCall[] = [];
  if (scene.text.includes('{')) found.push(...jsonCalls(scene));
  if (scene.text.includes('(')) found.push(...syntaxCalls(scene));
  return found;
}

function jsonCalls(scene: Scene): readonly LiteralCall[] {
  const found: LiteralCall[] = [];
  for (const match of scene.text.matchAll(JSON_CALL)) {
    const written = match[1] ?? '';
    const body = parseObjectAt(scene.text, match.index);
    const key = ARGUMENT_KEYS.find((candidate) => body !== undefined && candidate in body);
    const tool = toolByName(written, scene.request.tools);
    if (body === undefined || (key === undefined && tool === undefined)) continue;
    const value = key === undefined ? {} : body[key];
    const args = typeof value === 'string' ? parse(value) : value;
    if (typeof args !== 'object' || args === null) continue;
    found.push({ at: match.index, act: { kind: 'call', tool: tool?.name ?? written, args: { ...args }, times: 1 } });
  }
  return found;
}

function syntaxCalls(scene: Scene): readonly LiteralCall[] {
  const found: LiteralCall[] = [];
  for (const match of scene.text.matchAll(SYNTAX_CALL)) {
    const tool = toolByName(match[1] ?? '', scene.request.tools);
    if (tool === undefined) continue;
    const args: Record<string, unknown> = {};
    for (const [, name = '', double, single, bare] of (match[2] ?? '').matchAll(PAIR)) {
      args[name] = double ?? single ?? (Number.isNaN(Number(bare)) ? bare : Number(bare));
    }
    found.push({ at: match.index, act: { kind: 'call', tool: tool.name, args, times: 1 } });
  }
  return found;
}

function parseObjectAt(text: string, at: number): Record<string, unknown> | undefined {
  let depth = 0;
  let isQuoted = false;
  for (let index = at; index < Math.min(text.length, at + LONGEST_OBJECT); index++) {
    const sign = text[index];
    if (sign === '\\') index++;
    else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && sign === '{') depth++;
    else if (!isQuoted && sign === '}' && --depth === 0) return parse(text.slice(at, index + 1));
  }
  return undefined;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // an attacker may write anything
  }
}
