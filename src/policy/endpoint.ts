import type { Path } from './document.ts';
import { checkExpiry } from './expiry.ts';
import type { Problems } from './problems.ts';
import { nameOf } from './problems.ts';
import { nearestName } from './suggest.ts';
import { isLoopback } from './units.ts';

/** Where texts are to be sent, as an entry of the policy says. */
export interface Endpoint {
  readonly url: string;
  /** The key under which the URL stands. */
  readonly urlKey: string;
  /** A word that stands for something in this process, in place of a URL. */
  readonly builtIn?: string;
  /** What would go over the wire, for a person. */
  readonly sends: string;
  /** What to do about a query, as the end of a clause. */
  readonly remedy: string;
  readonly dangerously_allow_plaintext?: { readonly until: string } | undefined;
}

/** Judges a URL and its opt-out; false when anything was reported. */
export function checkEndpoint(endpoint: Endpoint, path: Path, now: number, problems: Problems): boolean {
  const before = problems.found.length;
  const where = [...path, endpoint.urlKey];
  const isBuiltIn = endpoint.url === endpoint.builtIn;
  const url = isBuiltIn ? undefined : parseUrl(endpoint.url);
  if (!isBuiltIn) checkForm(endpoint, url, where, problems);
  checkPlaintext(endpoint, url, path, problems);
  const optOut = endpoint.dangerously_allow_plaintext;
  if (optOut !== undefined) checkExpiry(optOut.until, now, [...path, 'dangerously_allow_plaintext', 'until'], problems);
  return problems.found.length === before;
}

function checkForm({ url: written, builtIn, remedy }: Endpoint, url: URL | undefined, where: Path, problems: Problems) {
  if (url === undefined) {
    const near = builtIn === undefined ? undefined : nearestName(written, [builtIn]);
    const other = builtIn === undefined ? '' : `, or \`${builtIn}\``;
    problems.add('value-invalid', `${nameOf(where)} must be an https:// URL${other}`, where, 'value', near);
  } else if (url.username !== '' || url.password !== '') {
    problems.add('secret-literal', `${nameOf(where)} must not hold a user or password, use \`key\``, where);
  } else if (url.search !== '' || url.hash !== '') {
    problems.add('value-invalid', `${nameOf(where)} must end before \`?\` and \`#\`${remedy}`, where);
  }
}

function checkPlaintext(endpoint: Endpoint, url: URL | undefined, path: Path, problems: Problems): void {
  const where = [...path, endpoint.urlKey];
  const optOut = endpoint.dangerously_allow_plaintext;
  const isRemotePlain = url?.protocol === 'http:' && !isLoopback(url.hostname);
  if (isRemotePlain && optOut === undefined)
    problems.add(
      'plaintext-refused',
      `${nameOf(where)} would send ${endpoint.sends} in plain text, use https:// or \`dangerously_allow_plaintext\``,
      where,
    );
  if (!isRemotePlain && optOut !== undefined)
    problems.add(
      'option-inert',
      `\`dangerously_allow_plaintext\` has no effect in ${nameOf(path)}, remove it`,
      [...path, 'dangerously_allow_plaintext'],
      'key',
    );
}

function parseUrl(text: string): URL | undefined {
  if (!/^https?:\/\/[^\s\\]{1,2000}$/.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text);
}
