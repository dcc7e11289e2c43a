import { isInward } from './network.ts';

export const EGRESS_RULES = ['address-ambiguous', 'scheme-not-allowed', 'host-inward', 'host-not-allowed'] as const;
export type EgressRule = (typeof EGRESS_RULES)[number];

/**
 * Judges an address that a tool would connect to. It must be written in one way only, name no credentials, lead
 * outside, and to a host that the tool lists. Undefined means that it may.
 */
export function egressObjection(written: string, hosts: readonly string[]): EgressRule | undefined {
  const url = read(written);
  if (url === undefined) return 'address-ambiguous';
  if (NEVER.has(url.protocol) || url.hostname === '') return 'scheme-not-allowed';
  if (isInward(url.hostname)) return 'host-inward';
  if (url.username !== '' || url.password !== '' || !isPlain(written, url)) return 'address-ambiguous';
  return hosts.some((entry) => isListed(url, entry)) ? undefined : 'host-not-allowed';
}

/** True when a value is an IP, perhaps with a port or path, that leads into the own network. */
export function isInwardLiteral(written: string): boolean {
  const literal = /^(?:\[[0-9a-f:.]{2,45}\]|[0-9]{1,3}(?:\.[0-9]{1,3}){3})(?=[/:]|$)/i.exec(written.trim())?.[0];
  const url = literal === undefined ? undefined : urlOf(`https://${literal}`);
  return url !== undefined && isInward(url.hostname);
}

/** True when an address somewhere in a text leads into the own network or to a host that is not listed. */
export function mentionsForeign(text: string, hosts: readonly string[]): boolean {
  for (const found of text.matchAll(MENTION)) {
    const url = urlOf(found[0]);
    if (url === undefined || isInward(url.hostname) || !hosts.some((entry) => isListed(url, entry))) return true;
  }
  return false;
}

/** Schemes that read files, run code or speak another protocol to a port. */
const NEVER = new Set(
  'file: gopher: dict: ldap: ldaps: jar: netdoc: php: expect: phar: zip: data: javascript: vbscript: blob: tftp: sftp: ftp: smb: telnet:'.split(
    ' ',
  ),
);
const HTTP = /^https?:$/;
const MENTION = /https?:\/\/[^\s"'<>()]{1,2000}/gi;
/** White space, control and invisible characters, backslashes: readers of addresses disagree about them. */
const AMBIGUOUS = /[\s\\\x00-\x20\x7f-\xa0\u{ad}\u{200b}-\u{200f}\u{2028}-\u{202f}\u{2060}-\u{2069}\u{feff}]/u;
const PORTS: ReadonlyMap<string, string> = new Map([
  ['http:', '80'],
  ['https:', '443'],
]);

/** Also reads what has no scheme: `host`, `host:port`, `//host`, `[::1]`. */
function read(written: string): URL | undefined {
  const trimmed = written.trim();
  if (/^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(trimmed) || /^https?:/i.test(trimmed)) return webUrlOf(trimmed);
  if (/^[\\/]{2}/.test(trimmed)) return urlOf(`https:${trimmed}`);
  if (/^[0-9a-f:]+$/i.test(trimmed) && trimmed.split(':').length > 2) return urlOf(`https://[${trimmed}]/`);
  const port = /^[^/:@?#]+:[0-9]{1,5}(?:[/?#]|$)/.test(trimmed);
  if (!port && /^[a-z][a-z0-9+-]{1,20}:/i.test(trimmed)) return urlOf(trimmed);
  return urlOf(`https://${trimmed}`);
}

/** A scheme that `URL` does not know leaves the host as it was written; read as http its number forms become plain. */
function webUrlOf(written: string): URL | undefined {
  const url = urlOf(written);
  if (url === undefined || HTTP.test(url.protocol)) return url;
  const inward = urlOf(written.replace(/^[^:]*:/, 'http:'));
  return inward !== undefined && isInward(inward.hostname) ? inward : url;
}

function urlOf(written: string): URL | undefined {
  try {
    return new URL(written);
  } catch {
    return undefined;
  }
}

/** The host stands in the text as `URL` understood it, so that any other reader finds the same one. */
function isPlain(written: string, url: URL): boolean {
  const plain = written.toLowerCase();
  const authority = plain.slice(0, hostEnd(plain));
  return !AMBIGUOUS.test(written) && !authority.includes('@') && authority.includes(url.hostname);
}

/** Where path, query or fragment begin. */
function hostEnd(address: string): number {
  const slashes = address.indexOf('//');
  const from = slashes < 0 ? 0 : slashes + 2;
  const rest = address.slice(from).search(/[/?#]/);
  return rest < 0 ? address.length : from + rest;
}

/** `host`, `host:port`, or `*.suffix` for every name below it; without a port only the usual one of the scheme. */
function isListed(url: URL, entry: string): boolean {
  const [name = '', port] = entry.toLowerCase().split(':');
  const usual = url.port === '' || url.port === PORTS.get(url.protocol);
  if (port === undefined ? !usual : (url.port || PORTS.get(url.protocol)) !== port) return false;
  return name.startsWith('*.') ? url.hostname.endsWith(name.slice(1)) : url.hostname === name;
}
