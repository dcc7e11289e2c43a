import MarkdownIt from 'markdown-it';
import { parseFragment } from 'parse5';

/** The most trusting renderer: raw HTML, and every linkifier rule. */
const renderer = new MarkdownIt({ html: true, linkify: true });

/** What a reader's program makes of an answer: HTML, or Markdown that lets HTML through. */
export function pageOf(text, sink) {
  return sink === 'markdown' ? renderer.render(text) : text;
}

const PASSIVE =
  /^(?:a|abbr|b|big|blockquote|br|caption|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|picture|pre|q|s|samp|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|var|wbr)$/;
const FETCHING = new Set(['src', 'srcset', 'background', 'poster', 'data', 'lowsrc', 'dynsrc']);
const FOLLOWED = new Set(['href', 'xlink:href', 'action', 'formaction', 'ping', 'cite', 'longdesc']);

/**
 * What of a page acts by itself, fetches from another host, or leads to one: elements that run or embed, handlers, styles,
 * addresses of other hosts and of script. The parser is the one of browsers, not the control's.
 */
export function actingIn(html) {
  const found = [];
  const pending = [parseFragment(html)];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.tagName !== undefined) found.push(...actingElement(node));
    if (node.childNodes !== undefined) pending.push(...node.childNodes);
    if (node.content !== undefined) pending.push(node.content);
  }
  return found;
}

/**
 * Whether a reader of the second page misses something of the first: a letter, a link or an image. What a page shows besides,
 * as a tag that is now visible, is no loss.
 */
export function losesAnything(before, after) {
  const [was, is] = [shownBy(before), shownBy(after)];
  if (was.addresses.some((address) => !is.addresses.includes(address))) return true;
  let at = 0;
  for (const character of is.text) if (character === was.text[at]) at += 1;
  return at < was.text.length;
}

function shownBy(html) {
  let text = '';
  const addresses = [];
  const pending = [parseFragment(html)];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.nodeName === '#text') text += node.value.replace(/\s+/g, '');
    for (const { name, value } of node.attrs ?? []) if (name === 'href' || name === 'src') addresses.push(value);
    if (node.childNodes !== undefined) pending.push(...node.childNodes.toReversed());
  }
  return { text, addresses };
}

function actingElement({ tagName, attrs }) {
  const attributes = attrs.flatMap(({ name, value }) => {
    if (FETCHING.has(name) || FOLLOWED.has(name)) return isOwn(value) ? [] : [`${tagName} ${name}`];
    if (name.startsWith('on') || name === 'srcdoc') return [`${tagName} ${name}`];
    return name === 'style' && /url\(|expression|behavio|-moz-binding|@import|\\/i.test(value)
      ? [`${tagName} style`]
      : [];
  });
  return PASSIVE.test(tagName) ? attributes : [tagName, ...attributes];
}

function isOwn(address) {
  if (!URL.canParse(address, 'https://page.example/')) return false;
  const { protocol, hostname } = new URL(address, 'https://page.example/');
  return protocol === 'mailto:' || (protocol === 'https:' && hostname === 'page.example');
}
