import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { describe, expect, test } from 'vitest';
import type { Edit, PartView } from '../../core/index.ts';
import { labelOf } from '../../core/index.ts';
import { applyEdits } from '../../text/index.ts';
import { control } from './control.ts';
import { SINKS, type Sink } from './reading.ts';

const OWN = 'help.larkfield.example';
/** The most trusting renderer: raw HTML, and every linkifier rule. */
const renderer = new MarkdownIt({ html: true, linkify: true });

/** Pieces that break one another: marks, tags, addresses, code, control characters, and what must stay. */
const PIECES = [
  ...['[', ']', '(', ')', '![', '](', ']:', '<', '>', '/', '"', "'", '`', '``', '```', '~~~', '|', '\\', '&', '=', '#'],
  ...[
    '\n',
    '\n\n',
    ' ',
    '    ',
    '   ',
    '\t',
    '\r',
    '- ',
    '1. ',
    '> ',
    ': ',
    '---\n',
    '| a | b |\n|---|---|\n| ',
    'a',
    'foo',
  ],
  ...[
    '<div>',
    '</div>',
    '<br>',
    '<a href="',
    '<a title="',
    '<img src="',
    '">',
    '"/>',
    '<!--',
    '-->',
    '<!-- c -->',
    '<pre>',
  ],
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '`<script>`',
    '```\n<script>\n```\n',
  ],
  ...[
    'https://evil.com/x?q=1',
    '//evil.com/a',
    'www.evil.com',
    'evil.com/a?b',
    `https://${OWN}/ok`,
    'javascript:alert(1)',
  ],
  ...[
    '[x](https://evil.com/)',
    '![x](https://evil.com/)',
    '[x]: //evil.com/\n',
    '![x][a `]',
    '[a `]: https://evil.com/`\n',
  ],
  ...[
    '<https://evil.com/>',
    '<a@b.co>',
    '(<',
    '>)',
    '[x](/a "',
    '](/a`',
    '\\`',
    '\\[',
    '\\<',
    '[^1]: <div>\n',
    '&lt;',
    '&amp;',
  ],
  ...[
    'javascript&colon;alert(1)',
    '&#106;avascript:alert(1)',
    '=HYPERLINK("',
    '\u001b[0m',
    '\u001b]8;;',
    '\u0007',
    '\u00e9',
  ],
];
const answer = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 14 }).map((list) => list.join(''));
const context = (sink: Sink) => ({ config: control.config.parse({ sink, hosts: [OWN] }), decode: () => [] });

describe('nothing active is left for', () => {
  test('a parser of HTML', () => {
    const holds = (text: string) => {
      expect(activeIn(rewritten('html', text))).toEqual([]);
    };
    fc.assert(fc.property(answer, holds), { numRuns: 3_000, seed: 1 });
  });

  test('a renderer of Markdown that lets HTML through and makes links of addresses', () => {
    const holds = (text: string) => {
      expect(activeIn(renderer.render(rewritten('markdown', text)))).toEqual([]);
    };
    fc.assert(fc.property(answer, holds), { numRuns: 6_000, seed: 2 });
  });
});

test('the oracle finds what was not rewritten', () => {
  const live = '[x](javascript:alert(1)) ![x](https://evil.com/) <b onclick=x> <script>';
  expect(activeIn(renderer.render('![x](https://evil.com/)'))).toEqual(['img src https://evil.com/']);
  expect(activeIn(live)).toEqual(['b onclick', 'script']);
});

describe.each(SINKS)('for %s', (sink) => {
  test('what was rewritten once is not rewritten again', () => {
    const holds = (text: string) => {
      expect(rewritten(sink, rewritten(sink, text))).toBe(rewritten(sink, text));
    };
    fc.assert(fc.property(answer, holds), { numRuns: 2_000, seed: 3 });
  });

  test('a window that begins at any settled position goes on as the whole would', () => {
    const holds = (text: string) => {
      const whole = rewritten(sink, text);
      for (let cut = 1; cut < text.length; cut++) expect(inTwo(sink, text, cut), `cut at ${cut}`).toBe(whole);
    };
    fc.assert(fc.property(answer, holds), { numRuns: 250, seed: 4 });
  });
});

test('prose is held by no more than its last word', () => {
  const prose = 'Your order left our warehouse on Monday, and it should reach you by Thursday. Shall I tell you more? ';
  const held = Array.from(prose, (_, at) => at + 1 - settledAt('markdown', prose.slice(0, at + 1)));
  expect(Math.max(...held)).toBe('warehouse'.length);
});

function inTwo(sink: Sink, text: string, cut: number): string {
  const line = settledAt(sink, text.slice(0, cut));
  const first = edits(sink, text.slice(0, cut), undefined, false).filter((edit) => edit.at.end <= line);
  const carried = line === 0 ? undefined : control.carry?.(text.slice(0, line), undefined);
  return applied(text.slice(0, line), first) + applied(text.slice(line), edits(sink, text.slice(line), carried, true));
}

function settledAt(sink: Sink, text: string): number {
  return control.settled?.(text, context(sink), 'interface.response') ?? 0;
}

function rewritten(sink: Sink, text: string): string {
  return applied(text, edits(sink, text, undefined, true));
}

function edits(sink: Sink, text: string, carried: unknown, complete: boolean): readonly Edit[] {
  const label = labelOf('model', 'tenant-a');
  const part: PartView = { text, kind: 'text', label, before: '', carried, pointer: '' };
  const verdict = control.inspect({ crossing: 'interface.response', parts: [part], complete }, context(sink));
  if (verdict instanceof Promise) throw new TypeError('the control is inline');
  return verdict.outcome === 'rewrite' ? verdict.edits : [];
}

function applied(text: string, changes: readonly Edit[]): string {
  return applyEdits(
    text,
    changes.map(({ at, replacement }) => ({ start: at.start, end: at.end, replacement })),
  );
}

const PASSIVE =
  /^(?:a|b|blockquote|br|code|del|details|div|em|h[1-6]|hr|img|li|ol|p|pre|s|span|strong|sub|summary|table|tbody|td|th|thead|tr|ul)$/;

/** Every element and attribute that a browser would run, fetch or follow to another host. */
function activeIn(html: string): readonly string[] {
  const found: string[] = [];
  const pending: DefaultTreeAdapterTypes.Node[] = [parseFragment(html)];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if ('tagName' in node) found.push(...activeElement(node));
    if ('childNodes' in node) pending.push(...node.childNodes.toReversed());
  }
  return found;
}

function activeElement({ tagName, attrs }: DefaultTreeAdapterTypes.Element): readonly string[] {
  const attributes = attrs.flatMap(({ name, value }) => {
    if (name === 'href' || name === 'src') return isOwn(value) ? [] : [`${tagName} ${name} ${value}`];
    const harmless =
      name === 'style' ? /^text-align:(?:left|right|center)$/.test(value) : /^(?:alt|title|class|start)$/.test(name);
    return harmless ? [] : [`${tagName} ${name}`];
  });
  return PASSIVE.test(tagName) ? attributes : [tagName, ...attributes];
}

function isOwn(address: string): boolean {
  if (!URL.canParse(address, 'https://page.example/')) return false;
  const { protocol, hostname } = new URL(address, 'https://page.example/');
  return protocol === 'mailto:' || (protocol === 'https:' && (hostname === 'page.example' || hostname === OWN));
}
