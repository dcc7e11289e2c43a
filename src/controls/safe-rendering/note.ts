import { type Destinations, isOpaque, type Objection } from './judge.ts';

/** What a reader sees in place of a link: where it led, in a form that no program follows. */
export function linkNote(objection: Objection, links: Destinations['links']): string {
  const shown = links === 'keep-plain' ? undefined : defanged(objection.url);
  return shown === undefined ? '(link removed)' : `(${shown})`;
}

/** The same for an address that stood in running text. */
export function addressNote(objection: Objection, links: Destinations['links']): string {
  return (links === 'keep-plain' ? undefined : defanged(objection.url)) ?? '(link removed)';
}

/** The same in a definition; the space keeps it from being read as a destination. */
export function definitionNote(objection: Objection, links: Destinations['links']): string {
  return `(link removed${links === 'keep-plain' ? '' : `: ${defanged(objection.url) ?? 'unreadable'}`})`;
}

/** What a reader sees in place of an image. */
export function imageNote(objection: Objection): string {
  const host = hostOf(objection.url);
  return host === undefined ? '(image not shown)' : `(image not shown: ${host})`;
}

/** `hxxps://host[.]example/path`; query and fragment are left out, and so is a path that could carry anything. */
export function defanged(url: URL | undefined): string | undefined {
  const host = hostOf(url);
  if (host === undefined || url === undefined) return undefined;
  const scheme = url.protocol.replace('tt', 'xx').replace(/^f/, 'fx');
  const whole = url.search === '' && url.hash === '';
  if (url.pathname === '/' && whole) return `${scheme}//${host}`;
  if (isReadable(url.pathname)) return `${scheme}//${host}${url.pathname}${whole ? '' : '...'}`;
  return `${scheme}//${host}/...`;
}

function hostOf(url: URL | undefined): string | undefined {
  const host = url?.hostname ?? '';
  const readable = /^[a-z0-9.-]{1,100}$/.test(host) && !host.split('.').some(isOpaque);
  return readable ? host.replaceAll('.', '[.]') : undefined;
}

/** A short path of plain words; its only dot may begin a file's extension. */
function isReadable(path: string): boolean {
  if (!/^(?:\/[A-Za-z0-9-]{0,40}){1,8}(?:\.[a-z]{2,5})?$/.test(path)) return false;
  return !path.includes('//') && !/www/i.test(path) && !path.split('/').some(isOpaque);
}
