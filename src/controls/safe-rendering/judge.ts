import { getDomain, parse } from 'tldts';
import type { Severity } from '../../core/index.ts';

/** Where links may lead: exact hosts, or registrable domains with everything below them. */
export interface Destinations {
  readonly hosts: readonly string[];
  readonly links: 'defang' | 'keep-plain' | 'allow-without-query';
  readonly opaque: 'strip' | 'keep';
}

/** Reasons against an address. */
export const OBJECTIONS = [
  'script-link',
  'link-scheme',
  'foreign-host',
  'redirector',
  'opaque-data',
  'hidden-characters',
  'ambiguous-link',
] as const;

/** Why an address may not stay, and what of it may be shown. */
export interface Objection {
  readonly rule: (typeof OBJECTIONS)[number];
  readonly severity: Severity;
  readonly url: URL | undefined;
}

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const SCRIPT = new Set(['javascript', 'data', 'vbscript', 'livescript', 'mocha', 'blob', 'filesystem']);
/** A character reference, except `&amp;` and `&name=` of a query. */
const REFERENCE = /&(?:#|(?!amp;)[A-Za-z][A-Za-z0-9]{1,31};)/;
const INVISIBLE =
  /[\x00-\x20\x7f-\xa0\u{ad}\u{200b}-\u{200f}\u{2028}-\u{202f}\u{2060}-\u{2069}\u{feff}\u{e0000}-\u{e007f}]/u;
/** `scheme://host`, `scheme:host`, or `//host.tld` inside another address. */
const EMBEDDED =
  /(?:https?|wss?|ftp):[/\\]{0,8}([^/\\?#&\s]{1,253})|[/\\]{2,8}([^/\\?#&\s.]{1,63}\.[^/\\?#&\s]{1,190})/gi;
/** `host.tld/` at the start or after something that cannot belong to a path. */
const NAMED =
  /(?:^|[^A-Za-z0-9_@/.-])((?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z][A-Za-z0-9-]{1,62}(?::[0-9]{0,5})?[/?#]|www\.[A-Za-z0-9.-]{1,190})/gi;
const FORWARDING =
  /^(?:u|url|uri|link|next|dest|destination|target|to|go|goto|out|r|redir|redirect|redirect_ur[il]|return|return_?to|return_?url|continue|rurl|forward)$/i;

/** Judges an address as a browser would read it. Undefined means that it may stay. */
export function objectionTo(address: string, use: 'image' | 'link', allowed: Destinations): Objection | undefined {
  if (REFERENCE.test(address) || INVISIBLE.test(address)) return hidden();
  const plain = address.replaceAll('&amp;', '&').replaceAll('\\', '/');
  const scheme = SCHEME.exec(plain)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return otherScheme(scheme, plain, use);
  if (scheme === undefined && !plain.startsWith('//')) return named(address, allowed) ?? redirected(plain, allowed);
  const url = urlOf(scheme === undefined ? `https:${plain}` : plain);
  if (url === undefined) return { rule: 'foreign-host', severity: 'high', url: undefined };
  if (!isAllowedHost(url.hostname, allowed.hosts) || url.username !== '' || url.password !== '') {
    if (use === 'link' && allowed.links === 'allow-without-query' && isQuiet(url)) return undefined;
    return { rule: 'foreign-host', severity: use === 'image' ? 'high' : 'medium', url };
  }
  const beyondHost = plain.slice(plain.indexOf('//') + 2).replace(/^[^/?#]*/, '');
  const redirect = named(beyondHost, allowed) ?? redirected(beyondHost, allowed);
  if (redirect !== undefined) return redirect;
  return allowed.opaque === 'strip' && carriesData(url) ? { rule: 'opaque-data', severity: 'medium', url } : undefined;
}

/** True for a listed host, and for every host below a listed registrable domain. */
export function isAllowedHost(host: string, hosts: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return hosts.some((listed) => {
    const entry = listed.toLowerCase();
    return name === entry || (name.endsWith(`.${entry}`) && getDomain(entry) === entry);
  });
}

/** True when a name without a scheme ends in a public suffix, so that a linkifier would make it a link. */
export function isLinkable(host: string): boolean {
  const found = parse(host, { allowPrivateDomains: false });
  return found.domain !== null && found.isIcann === true;
}

export function urlOf(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

/** Looks like text that was encoded: nobody could say what it tells the host. */
export function isOpaque(value: string): boolean {
  if (value.length < 16) return false;
  if (/^[0-9a-f]{24,}(?:\.[a-z]{2,5})?$/i.test(value) && !/^[0-9]+(?:\.|$)/.test(value)) return true;
  const bare = value.replaceAll(/[-_=+/.]/g, '');
  if (bare.length < 16 || isWording(value)) return false;
  const mixed = /[0-9]/.test(bare) && /[a-z]/.test(bare) && /[A-Z]/.test(bare);
  const capitals = (bare.match(/[a-z][A-Z]/g) ?? []).length;
  return entropyOf(bare) > 3.3 && (mixed || capitals >= 3 || (!/[-_./+]/.test(value) && bare.length > 32));
}

const WORDING = /^(?:[A-Z]?[a-z]{2,19}|[a-z]|[A-Z]{1,6}|[0-9]{1,4}|v[0-9]{1,3})$/;

/** Whether a name is made of words and small numbers that marks or capitals part, as `2024_AnnualReport.pdf` is. */
function isWording(value: string): boolean {
  const pieces = value.replace(/([a-z])([A-Z])/g, '$1-$2').split(/[-_+./]+/);
  const words = pieces.filter((piece) => WORDING.test(piece));
  const letters = words.join('').length;
  return words.length >= 2 && letters * 10 >= pieces.join('').length * 7;
}

function hidden(): Objection {
  return { rule: 'hidden-characters', severity: 'high', url: undefined };
}

function otherScheme(scheme: string, address: string, use: 'image' | 'link'): Objection | undefined {
  if (SCRIPT.has(scheme)) return { rule: 'script-link', severity: 'high', url: undefined };
  const contact = (scheme === 'mailto' || scheme === 'tel') && use === 'link' && !/[?#]/.test(address);
  return contact ? undefined : { rule: 'link-scheme', severity: 'medium', url: undefined };
}

/** The name of another host, at the beginning or inside of an address that seems to be of the own application. */
function named(address: string, allowed: Destinations): Objection | undefined {
  for (const found of address.matchAll(NAMED)) {
    const url = schemeless(found[1] ?? '');
    if (url !== undefined && !isAllowedHost(url.hostname, allowed.hosts)) {
      return { rule: found.index === 0 ? 'foreign-host' : 'redirector', severity: 'high', url };
    }
  }
  return undefined;
}

/** The address that a linkifier makes of `host.tld/path`; undefined when it looks like a file. */
export function schemeless(written: string): URL | undefined {
  const host = /^[A-Za-z0-9.-]*/.exec(written)?.[0] ?? '';
  if (isFileLike(written) || !isLinkable(host)) return undefined;
  return urlOf(`https://${written}`) ?? urlOf(`https://${host}/`);
}

/** `README.md` ends in the country code of Moldova, and is a file. */
export function isFileLike(written: string): boolean {
  return /^[^/?#]{0,253}\.(?:md|py|rs|sh|pl|ps|zip|mov|app)(?:[/#]|$)/i.test(written) && !written.includes('?');
}

/** An address inside the path, query or fragment that leads to a host which is not allowed. */
function redirected(rest: string, allowed: Destinations): Objection | undefined {
  let text = rest;
  for (let depth = 0; depth < 3; depth++) {
    for (const found of text.matchAll(EMBEDDED)) {
      const host = urlOf(`https://${found[1] ?? found[2]}`)?.hostname ?? '';
      if (!isAllowedHost(host, allowed.hosts)) return { rule: 'redirector', severity: 'high', url: undefined };
    }
    const decoded = decodePercent(text);
    if (decoded === text) break;
    text = decoded;
  }
  return forwards(rest, allowed) ? { rule: 'redirector', severity: 'high', url: undefined } : undefined;
}

/** `?next=other.example`: a parameter that forwards, with a host that has no scheme. */
function forwards(rest: string, allowed: Destinations): boolean {
  const from = rest.indexOf('?');
  if (from < 0) return false;
  for (const [name, value] of new URLSearchParams(rest.slice(from + 1))) {
    if (!FORWARDING.test(name)) continue;
    const host = /^[^/?#:@\s]{1,253}/.exec(value)?.[0] ?? '';
    if (host.includes('.') && isLinkable(host) && !isAllowedHost(host, allowed.hosts)) return true;
  }
  return false;
}

/** A foreign link that a reader may follow: it tells its host nothing but a short, readable path. */
function isQuiet(url: URL): boolean {
  const plain = url.search === '' && url.username === '' && url.password === '' && url.port === '';
  return plain && url.pathname.length <= 120 && !carriesData(url) && !url.hostname.split('.').some(isOpaque);
}

function carriesData(url: URL): boolean {
  if (url.search.length > 256 || url.hash.length > 128 || url.pathname.length > 512) return true;
  const query = [...url.searchParams].flat();
  const values = [...query, ...steps(url.pathname).map(decodePercent), decodePercent(url.hash.slice(1))];
  return values.some((value) => isOpaque(value) || value.trim().split(/[\s+,;|]+/).length > 6);
}

/** The steps of a path, but for a commit after the word that says so: `/blob/<40 hexadecimal digits>/README.md`. */
function steps(path: string): readonly string[] {
  const all = path.split('/');
  return all.filter((step, at) => !(COMMIT.test(step) && BEFORE_COMMIT.has(all[at - 1] ?? '')));
}

const COMMIT = /^[0-9a-f]{40}$/;
const BEFORE_COMMIT = new Set(['blob', 'blame', 'commit', 'commits', 'raw', 'tree']);

function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
