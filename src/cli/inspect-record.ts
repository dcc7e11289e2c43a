import { caseUnit, type Unit } from '../boundaries/index.ts';
import type { Crossing } from '../core/index.ts';
import { chatDialect } from '../gateway/index.ts';
import type { Limits } from '../policy/index.ts';
import type { JsonPath } from '../text/index.ts';

/** A unit of a recorded line, and how to name a place in it. */
export interface RecordedUnit {
  readonly unit: Unit;
  place(part: number): Readonly<Record<string, unknown>>;
}

export interface RecordedUnits {
  readonly units: readonly RecordedUnit[];
  /** System texts of the same conversation. */
  readonly hidden: readonly string[];
}

type Line = Readonly<Record<string, unknown>>;
type Read = RecordedUnits | { readonly error: string };

/** What crosses in a line of `{"text"}`, `{"call"}` or `{"messages"}`. Never throws. */
export function unitsOfRecord(line: Line, crossing: Crossing | 'auto', limits: Limits): Read {
  const hidden = line.hidden ?? [];
  if (!isTexts(hidden)) return { error: '`hidden` must be a list of texts' };
  if (line.messages !== undefined) return unitsOfMessages(line, crossing, limits, hidden);
  if (line.call !== undefined) return unitsOfCall(line.call, crossing, hidden);
  const { text } = line;
  if (typeof text !== 'string') return { error: 'no `text`, `messages` or `call` in this line' };
  if (crossing === 'auto') return { error: '`--crossing auto` reads `messages`; name the crossing of a `text`' };
  if (crossing === 'application.call')
    return { error: 'at `application.call` a line needs a `call` with `name` and `arguments`' };
  const unit = caseUnit({
    name: 'line',
    crossing,
    text,
    tools: [{ name: 'line', description: text, schema: {} }],
    expect: { outcome: 'pass' },
  });
  return { units: [{ unit, place: (part) => ({ part }) }], hidden };
}

function unitsOfCall(call: unknown, crossing: Crossing | 'auto', hidden: readonly string[]): Read {
  if (crossing !== 'application.call' && crossing !== 'auto')
    return { error: `a \`call\` crosses \`application.call\`, not \`${crossing}\`` };
  if (!isLine(call) || typeof call.name !== 'string') return { error: '`call` needs a `name`' };
  const args = call.arguments ?? {};
  const argumentsText = typeof args === 'string' ? args : JSON.stringify(args);
  const offered = isTexts(call.offered) ? { offered: call.offered } : {};
  const unit = caseUnit({
    name: 'line',
    crossing: 'application.call',
    call: { name: call.name, argumentsText, ...offered },
    expect: { outcome: 'pass' },
  });
  return { units: [{ unit, place: (part) => ({ pointer: unit.parts[part]?.pointer ?? '', part }) }], hidden };
}

function unitsOfMessages(line: Line, crossing: Crossing | 'auto', limits: Limits, hidden: readonly string[]): Read {
  if (crossing === 'application.call')
    return { error: 'at `application.call` a line needs a `call`; `ringfort replay` reads calls in conversations' };
  const body = {
    model: 'none',
    messages: line.messages,
    ...(line.tools === undefined ? {} : { tools: line.tools }),
  };
  const reading = chatDialect.readRequest(body, { tenant: 'tenant-a', limits, unknownParts: 'opaque' });
  if (!reading.ok)
    return {
      error: `${reading.refusal.message}${reading.refusal.param === undefined ? '' : ` (\`${reading.refusal.param}\`)`}`,
    };
  const units = reading.request.units.flatMap(({ unit, places }): readonly RecordedUnit[] => {
    if (crossing !== 'auto' && (unit.crossing === 'application.listing') !== (crossing === 'application.listing'))
      return [];
    const crossed: Unit = crossing === 'auto' ? unit : { ...unit, crossing };
    return [{ unit: crossed, place: (part) => placeOf(places[part] ?? []) }];
  });
  return { units, hidden: [...reading.request.hiddenTexts, ...hidden] };
}

/** Content of a message is named by message and part; anything else by its pointer in the body. */
function placeOf(path: JsonPath): Readonly<Record<string, unknown>> {
  const [root, message, member, part = 0] = path;
  if (root !== 'messages') return { pointer: `/${path.join('/')}` };
  if (member === 'content') return { message, part };
  return { message, part: 0, pointer: `/${path.join('/')}` };
}

function isLine(value: unknown): value is Line {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
