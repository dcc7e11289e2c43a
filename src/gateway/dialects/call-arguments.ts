import type { Label } from '../../core/index.ts';
import { type JsonPath, parseJson, stringLeaves } from '../../text/index.ts';
import type { ReadSettings } from '../dialect.ts';
import type { FoundText } from './found-text.ts';
import { textsWithin } from './members.ts';
import { Unreadable } from './reading.ts';

/**
 * The texts of a call's arguments that are written as JSON in a string: each string inside them, decoded, and their names
 * together with the call's own. Arguments that are no JSON are one text as they stand.
 */
export function argumentTexts(
  call: { readonly name: string; readonly argumentsText: string },
  label: Label,
  place: JsonPath,
  param: string,
  { limits }: ReadSettings,
): readonly FoundText[] {
  const { argumentsText } = call;
  const read = parseJson(argumentsText, { depth: limits.depth, values: limits.values });
  if (!read.ok && read.problem !== 'not-json') throw new Unreadable(`\`${param}\`: ${MESSAGES[read.problem]}`, param);
  const names = textsWithin(read.ok ? read.value : {}, label, place, param, undefined, [call.name]);
  const fixed = names.filter(({ form }) => form !== undefined);
  if (!read.ok) return [...fixed, { text: argumentsText, label, place }];
  const inside = stringLeaves(argumentsText).map(
    (leaf): FoundText => ({
      text: leaf.value,
      label,
      place,
      form: { kind: 'inside', path: leaf.path, source: argumentsText },
    }),
  );
  return [...fixed, ...inside];
}

const MESSAGES = {
  'too-deep': 'nested too deeply',
  'too-many-values': 'too many values',
  'duplicate-key': 'an object with the same key twice',
} as const;
