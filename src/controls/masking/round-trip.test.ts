import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case, Context, Edit, PartView, Pseudonyms, RegisteredTool, View } from '../../core/index.ts';
import { CONTEXT_BEFORE, labelOf } from '../../core/index.ts';
import { applyEdits } from '../../text/index.ts';
import { cases } from './cases.ts';
import { control } from './control.ts';
import { TYPES } from './kind.ts';

type Crossing = 'model.prompt' | 'application.call' | 'interface.response';
type Masking = Context<{ types: (typeof TYPES)[number][] }, 'pseudonyms' | 'registry'>;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A vault for one session: tokens are counted, in Crockford base32, and look as random ones do. */
function vault(known: Readonly<Record<string, string>> = {}): Pseudonyms {
  const values = new Map(Object.entries(known));
  const tokens = new Map(Object.entries(known).map(([token, value]) => [value, token]));
  return {
    tokenFor(type, value) {
      const key = tokens.get(value) ?? `${type}_${runOf(values.size)}`;
      values.set(key, value);
      tokens.set(value, key);
      return key;
    },
    valueOf: (token) => values.get(token),
  };
}

function runOf(count: number): string {
  let rest = (count * 2654435761 + 12345) % 2 ** 40;
  let run = '';
  for (let index = 0; index < 8; index += 1, rest = Math.floor(rest / 32)) run += ALPHABET[rest % 32];
  return run;
}

function contextOf(pseudonyms: Pseudonyms, config: unknown = {}, tools: readonly RegisteredTool[] = []): Masking {
  const registry = { find: (name: string) => tools.find((tool) => tool.name === name) };
  return { config: control.config.parse(config), pseudonyms, registry, decode: () => [] };
}

const partOf = (text: string, before = '', pointer = ''): PartView => ({
  text,
  before,
  pointer,
  kind: pointer === '' ? 'text' : 'argument',
  label: labelOf('user', 'tenant'),
});

function rewritten(
  crossing: 'model.prompt' | 'interface.response',
  text: string,
  context: Masking,
  before = '',
): string {
  const view: View<Crossing> = { crossing, parts: [partOf(text, before)], complete: true };
  return applyEdits(
    text,
    editsOf(view, context).map(({ at, replacement }) => ({ start: at.start, end: at.end, replacement })),
  );
}

function editsOf(view: View<Crossing>, context: Masking): readonly Edit[] {
  const verdict = control.inspect(view, context);
  if (verdict instanceof Promise) throw new TypeError('this control answers at once');
  return verdict.outcome === 'rewrite' ? verdict.edits : [];
}

/** Lets a text out piece by piece, as a boundary does. */
function streamed(
  crossing: 'model.prompt' | 'interface.response',
  pieces: readonly string[],
  context: Masking,
): string {
  let held = '';
  let before = '';
  let out = '';
  pieces.forEach((piece, index) => {
    held += piece;
    const complete = index === pieces.length - 1;
    const line = complete ? held.length : Math.max(control.settled?.(held, context, crossing) ?? 0, held.length - 512);
    const view: View<Crossing> = { crossing, parts: [partOf(held, before)], complete };
    const edits = editsOf(view, context).filter((edit) => edit.at.end <= line);
    out += applyEdits(
      held.slice(0, line),
      edits.map(({ at, replacement }) => ({ start: at.start, end: at.end, replacement })),
    );
    before = (before + held.slice(0, line)).slice(-CONTEXT_BEFORE);
    held = held.slice(line);
  });
  return out;
}

const VALUES = [
  'ana@shop.example',
  '4111 1111 1111 1111',
  '4111111111111111',
  'GB82 WEST 1234 5698 7654 32',
  '+44 20 7946 0958',
  '(212) 555-0134',
  '078-05-1120',
  'born 12/03/1984',
  'phone 030 123456',
  'call 555 1234',
  'EMAIL_K7QW3N9X',
  'CARD_',
  '\\n',
  '\\',
  '_',
  '-',
  '.',
  ':',
  ' ',
  '@',
  'x',
  '7',
  '12345678',
  '"',
  '\n',
  'passport',
  'DNI 12345678Z',
  '5558675309',
  '192.0.2.1',
  '::',
  '\u{1f600}',
];
const anyText = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...VALUES), fc.string({ maxLength: 4 })), { maxLength: 14 })
    .map((pieces) => pieces.join('')),
  fc.array(fc.constantFrom(...VALUES), { maxLength: 14 }).map((pieces) => pieces.join(' ')),
);
const allTypes = { types: [...TYPES] };

describe('masking and restoring', () => {
  test('what was masked comes back exactly as it was written', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const context = contextOf(vault(), allTypes);
        expect(rewritten('interface.response', rewritten('model.prompt', text, context), context)).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });

  test('a masked text passes', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const context = contextOf(vault(), allTypes);
        const masked = rewritten('model.prompt', text, context);
        expect(rewritten('model.prompt', masked, context)).toBe(masked);
      }),
      { numRuns: 3000 },
    );
  });

  test('any chunking of an answer restores what the whole restores', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.nat(30), { maxLength: 40 }), (text, cuts) => {
        const context = contextOf(vault(), allTypes);
        const masked = rewritten('model.prompt', text, context);
        expect(streamed('interface.response', chunksOf(masked, cuts), context)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  test('any chunking of a prompt masks what the whole masks', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.nat(30), { maxLength: 40 }), (text, cuts) => {
        const context = contextOf(vault(), allTypes);
        const whole = rewritten('model.prompt', text, context);
        expect(streamed('model.prompt', chunksOf(text, cuts), context)).toBe(whole);
      }),
      { numRuns: 2000 },
    );
  });

  test('a token of another session means nothing', () => {
    const mine = contextOf(vault());
    const masked = rewritten('model.prompt', 'write to ana@shop.example', mine);
    expect(rewritten('interface.response', masked, contextOf(vault()))).toBe(masked);
  });

  test('prose is held for a few letters at most', () => {
    const context = contextOf(vault());
    const held = (text: string) => text.length - (control.settled?.(text, context, 'interface.response') ?? 0);
    expect(held('The quick brown fox')).toBe(0);
    expect(held('Send it by e')).toBe(1);
    expect(held('Send it to EMAIL_K7Q')).toBe(9);
  });
});

function chunksOf(text: string, cuts: readonly number[]): string[] {
  const pieces: string[] = [];
  let rest = text;
  for (const cut of cuts) {
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...pieces, rest];
}

describe('cases', () => {
  const outcome = (one: Case<Crossing>) => {
    const texts = typeof one.text === 'string' ? [one.text] : (one.text ?? []);
    const context = contextOf(vault(one.pseudonyms ?? {}), one.config ?? {}, one.registry ?? []);
    if (one.call !== undefined) {
      const parsed: unknown = JSON.parse(one.call.argumentsText);
      const call = {
        id: 'call',
        name: one.call.name,
        arguments: parsed,
        argumentsText: one.call.argumentsText,
        offered: [],
      };
      const parts = leavesOf(parsed, '').map(([pointer, text]) => partOf(text, '', pointer));
      return control.inspect({ crossing: 'application.call', parts, complete: true, call }, context);
    }
    if (one.crossing === 'application.call') throw new TypeError('a call is missing');
    return control.inspect(
      { crossing: one.crossing, parts: texts.map((text) => partOf(text)), complete: true },
      context,
    );
  };

  test.each([...cases.attack, ...cases.benign])('$name', (one) => {
    const verdict = outcome(one);
    expect(verdict).toMatchObject({ outcome: one.expect.outcome });
    if (one.expect.rule !== undefined) expect(JSON.stringify(verdict)).toContain(`"rule":"${one.expect.rule}"`);
  });

  test.each([...cases.missed])('still open: $name', (one) => {
    expect(outcome(one)).toMatchObject({ outcome: 'pass' });
  });
});

function leavesOf(value: unknown, pointer: string): [string, string][] {
  if (typeof value === 'string') return [[pointer, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, `${pointer}/${key}`));
}
