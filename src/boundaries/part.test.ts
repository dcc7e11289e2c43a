import { describe, expect, test } from 'vitest';
import { labelOf } from '../core/index.ts';
import { digestOf, textPart, type Unit } from './part.ts';

const label = labelOf('user', 'tenant-a');
const retrieved = (document: string) => labelOf('retrieved', 'tenant-a', { document });
const request = (...texts: readonly string[]): Unit => ({
  crossing: 'interface.request',
  parts: texts.map((text) => textPart(text, label)),
});
const listing = (tool: NonNullable<Unit['tool']>): Unit => ({ crossing: 'application.listing', parts: [], tool });
const tool = { name: 'a', description: 'b', schema: { c: 1 } };
const call = { id: '1', name: 'a', argumentsText: '{}', arguments: {}, offered: ['a'] };
const asked = (changes: Partial<typeof call>): Unit => ({
  crossing: 'application.call',
  parts: [],
  call: { ...call, ...changes },
});

describe('two units that a control can tell apart have two digests', () => {
  test.each<readonly [string, Unit, Unit]>([
    ['text', request('a'), request('b')],
    ['where one part ends', request('ab', 'c'), request('a', 'bc')],
    ['a part without text', request('a'), request('a', '')],
    ['a text that looks like a head', request('a'), request('a', '"]]')],
    ['halves of surrogate pairs', request('\u{d800}'), request('\u{d801}')],
    ['half a pair and its stand-in', request('\u{d800}'), request('\u{fffd}')],
    ['the crossing', request('a'), { ...request('a'), crossing: 'data.memory' }],
    ['the tenant', request('a'), { ...request(), parts: [textPart('a', labelOf('user', 'tenant-b'))] }],
    [
      'the document',
      { ...request(), parts: [textPart('a', retrieved('x'))] },
      { ...request(), parts: [textPart('a', retrieved('y'))] },
    ],
    [
      'whether there is a document',
      { ...request(), parts: [textPart('a', retrieved('x'))] },
      { ...request(), parts: [textPart('a', labelOf('retrieved', 'tenant-a'))] },
    ],
    [
      'the kind of origin',
      { ...request(), parts: [textPart('a', labelOf('tool', 't', { tool: 'x' }))] },
      { ...request(), parts: [textPart('a', labelOf('tool', 't', { call: 'x' }))] },
    ],
    ['the pointer', { ...request(), parts: [{ ...textPart('a', label), pointer: '/a' }] }, request('a')],
    ['the kind of part', { ...request(), parts: [{ ...textPart('a', label), kind: 'argument' }] }, request('a')],
    ['the description of a tool', listing(tool), listing({ ...tool, description: 'other' })],
    ['the schema of a tool', listing(tool), listing({ ...tool, schema: { c: '1' } })],
    [
      'a name that looks like a name and a schema',
      listing({ ...tool, schema: 'x' }),
      listing({ ...tool, name: 'a|"x"', schema: undefined }),
    ],
    ['the tools offered beside a call', asked({}), asked({ offered: ['a', 'b'] })],
    ['the name of a call', asked({}), asked({ name: 'b' })],
    ['the arguments of a call', asked({}), asked({ argumentsText: '{ }' })],
  ])('%s', (_what, left, right) => {
    expect(digestOf(left)).not.toBe(digestOf(right));
  });

  test('and the same unit has the same digest each time', () => {
    expect(digestOf(asked({}))).toBe(digestOf(asked({})));
    expect(digestOf(request('a', '\u{d800}'))).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});
