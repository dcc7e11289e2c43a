/** One attribute of a tag, its value as written between the quotes. */
export interface Attribute {
  readonly name: string;
  readonly value: string;
}

/**
 * What stands at a `<`. A `tame` tag is a passive element with known attributes, written so that every parser reads it
 * the same; everything else that looks like a tag is `wild`. It is wild as soon as that is certain, so that a stream
 * never waits for a closing bracket that prose does not have.
 */
export type Angle =
  | { readonly kind: 'open' | 'text' | 'wild' }
  | { readonly kind: 'mail'; readonly end: number }
  | { readonly kind: 'autolink'; readonly end: number; readonly target: string }
  | { readonly kind: 'tame'; readonly end: number; readonly name: string; readonly attributes: readonly Attribute[] };

const TAG_LIMIT = 1_500;
const TEXT: Angle = Object.freeze({ kind: 'text' });
const WILD: Angle = Object.freeze({ kind: 'wild' });
const OPEN: Angle = Object.freeze({ kind: 'open' });
const HEAD = /<(\/?)([A-Za-z][A-Za-z0-9]{0,31})/y;
const ADDRESS = /[^\s<>`]{0,1500}/y;
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]{1,31}:/;
const MAIL = /^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,253}$/;
const SPACE = /[ \t\r\n]{0,32}/y;
const NAME = /[A-Za-z][A-Za-z0-9-]{0,31}/y;
const COMMENT_LIMIT = 200;
/** The opening of a comment, as far as it is written, and words without a second hyphen. */
const COMMENT = /<!(?:-(?:-(?:[ \t](?:[A-Za-z0-9_.:,;/=+*@#()'"!? ]|-[A-Za-z0-9_ ]){0,180})?)?)?/y;
const COMMENT_WHOLE = /^<!-- [^<>]*-->$/;
const VALUE = /"[^"<>`\x00-\x1f]{0,1400}"?|'[^'<>`\x00-\x1f]{0,1400}'?|[^\s"'=<>`\x00-\x1f]{1,1400}/y;

/** Reads the angle bracket at `at`. In Markdown a tame tag stands on one line and `<scheme:...>` is an autolink. */
export function readAngle(text: string, at: number, complete: boolean, markdown: boolean): Angle {
  const following = text[at + 1];
  if (following === undefined) return complete ? TEXT : OPEN;
  if (following === '<') {
    const third = text[at + 2];
    if (third === undefined) return complete ? TEXT : OPEN;
    return /[A-Za-z]/.test(third) ? WILD : TEXT; // what follows may be cut out of its own bracket
  }
  if (following === '!') return readComment(text, at, complete);
  if (following === '?') return WILD;
  if (following === '/' && at + 2 >= text.length) return complete ? WILD : OPEN;
  HEAD.lastIndex = at;
  const head = HEAD.exec(text);
  if (head === null) return following === '/' ? WILD : mailOrText(text, at, complete, markdown);
  const nameEnd = at + head[0].length;
  if (nameEnd >= text.length && nameEnd - at < 33) return complete ? WILD : OPEN;
  if (/[:+.\-@_%]/.test(text.charAt(nameEnd))) return readAddress(text, at, complete, markdown);
  const name = (head[2] ?? '').toLowerCase();
  if (!isPassive(name, markdown)) return WILD;
  return readAttributes(text, at, nameEnd, name, head[1] === '/', complete, markdown);
}

/** A comment on one line that every parser ends at the same place. */
function readComment(text: string, at: number, complete: boolean): Angle {
  const end = endOf(COMMENT, text, at);
  const rest = text.slice(end, end + 3);
  if (rest.length < 3 && '-->'.startsWith(rest) && end - at < COMMENT_LIMIT) return complete ? WILD : OPEN;
  const source = text.slice(at, end + 3);
  return COMMENT_WHOLE.test(source) ? { kind: 'tame', end: end + 3, name: '', attributes: [] } : WILD;
}

function mailOrText(text: string, at: number, complete: boolean, markdown: boolean): Angle {
  const digits = /^[0-9_%+.-]/.test(text.charAt(at + 1));
  if (!digits || !markdown) return TEXT;
  const address = readAddress(text, at, complete, markdown);
  return address.kind === 'wild' || address.kind === 'autolink' ? TEXT : address;
}

function readAddress(text: string, at: number, complete: boolean, markdown: boolean): Angle {
  if (!markdown) return WILD;
  ADDRESS.lastIndex = at + 1;
  ADDRESS.test(text);
  const end = ADDRESS.lastIndex;
  if (end >= text.length && end - at < TAG_LIMIT) return complete ? WILD : OPEN;
  if (text[end] !== '>') return WILD;
  const target = text.slice(at + 1, end);
  if (MAIL.test(target)) return { kind: 'mail', end: end + 1 };
  return SCHEME.test(target) ? { kind: 'autolink', end: end + 1, target } : WILD;
}

function readAttributes(
  text: string,
  at: number,
  nameEnd: number,
  name: string,
  closing: boolean,
  complete: boolean,
  markdown: boolean,
): Angle {
  const more = complete ? WILD : OPEN;
  const attributes: Attribute[] = [];
  let position = nameEnd;
  while (position - at < TAG_LIMIT) {
    const spaceEnd = endOf(SPACE, text, position);
    const space = text.slice(position, spaceEnd);
    if (markdown ? /[\r\n]/.test(space) : /\n[ \t\r]*\n/.test(space)) return WILD;
    if (spaceEnd >= text.length) return more;
    const self = text[spaceEnd] === '/';
    if (self && spaceEnd + 1 >= text.length) return more;
    const bracket = self ? spaceEnd + 1 : spaceEnd;
    if (text[bracket] === '>') return { kind: 'tame', end: bracket + 1, name, attributes };
    const attributeEnd = endOf(NAME, text, spaceEnd);
    if (closing || spaceEnd === position || attributeEnd === spaceEnd) return WILD;
    if (attributeEnd >= text.length) return more;
    const attribute = text.slice(spaceEnd, attributeEnd).toLowerCase();
    if (!PASSIVE_ATTRIBUTES.has(attribute) && attribute !== TARGET_OF.get(name) && attribute !== 'style') return WILD;
    if (text[attributeEnd] !== '=') {
      attributes.push({ name: attribute, value: '' });
      position = attributeEnd;
      continue;
    }
    const valueEnd = endOf(VALUE, text, attributeEnd + 1);
    if (valueEnd >= text.length && valueEnd - attributeEnd < 1_400) return more;
    const value = unquoted(text.slice(attributeEnd + 1, valueEnd));
    if (value === undefined || (attribute === 'style' && !isPlainStyle(value))) return WILD;
    attributes.push({ name: attribute, value });
    position = valueEnd;
  }
  return WILD;
}

const SIZING =
  /^\s{0,4}(?:(?:max-|min-)?(?:width|height)|(?:margin|padding)(?:-(?:top|right|bottom|left))?|text-align|vertical-align|float)\s{0,4}:[a-z0-9.% ]{1,40}$/;

/** A style that gives sizes and alignment only: it fetches nothing, hides nothing and covers nothing. */
function isPlainStyle(style: string): boolean {
  return style.split(';').every((declaration) => declaration.trim() === '' || SIZING.test(declaration));
}

function unquoted(source: string): string | undefined {
  const quote = source[0];
  if (quote === undefined) return undefined;
  if (quote !== '"' && quote !== "'") return source;
  return source.length > 1 && source.endsWith(quote) ? source.slice(1, -1) : undefined;
}

/** The attribute of an element that names an address; its value is judged, not forbidden. */
export const TARGET_OF: ReadonlyMap<string, string> = new Map([
  ['a', 'href'],
  ['img', 'src'],
]);

const PASSIVE_ELEMENTS = new Set(
  (
    'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn ' +
    'div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ' +
    'ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'
  ).split(' '),
);

/** Neither run, nor fetch, nor name something that a script could look up. */
const PASSIVE_ATTRIBUTES = new Set(
  (
    'abbr align alt aria-hidden aria-label border cellpadding cellspacing class colspan datetime dir height lang open ' +
    'rel reversed role rowspan scope start summary target title type valign value width'
  ).split(' '),
);

/** `pre` begins a block with rules of its own inside Markdown, so it is passive in HTML only. */
function isPassive(name: string, markdown: boolean): boolean {
  return PASSIVE_ELEMENTS.has(name) && !(markdown && name === 'pre');
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
