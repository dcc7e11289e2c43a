import type { Loosened } from './configuration.ts';
import type { Path } from './document.ts';
import type { Problems } from './problems.ts';
import { nameOf } from './problems.ts';
import { endOfDay } from './units.ts';

const DAY_MS = 86_400_000;

/** The furthest that an opt-out or an exception may reach, in days: a year, so that somebody looks again. */
export const FURTHEST_DAYS = 366;

/** Under so many days left, the start says so. */
const SOON_DAYS = 14;

/** Judges the last day of something loosened; reports when it has passed, is too far, or is near. */
export function checkExpiry(day: string, now: number, path: Path, problems: Problems): void {
  const end = endOfDay(day);
  if (end === undefined) return; // reported when it was parsed
  const owner = nameOf(path.slice(0, -1));
  if (end <= now)
    problems.add('expired', `${owner} held until \`${day}\`, which has passed, remove it or decide again`, path);
  else if (end - now > (FURTHEST_DAYS + 1) * DAY_MS)
    problems.add('value-invalid', `${nameOf(path)} must be at most ${FURTHEST_DAYS} days ahead, not \`${day}\``, path);
  else if (end - now <= SOON_DAYS * DAY_MS) problems.warn('expires-soon', `${owner} ends after \`${day}\``, path);
}

/** What a loosening needs: a reason and a last day. Reports what is missing; undefined then. */
export function readLoosening(
  entry: { readonly reason?: string | undefined; readonly expires?: string | undefined },
  what: string,
  now: number,
  path: Path,
  problems: Problems,
): Loosened | undefined {
  if (entry.expires !== undefined) checkExpiry(entry.expires, now, [...path, 'expires'], problems);
  for (const key of ['reason', 'expires'] as const)
    if (entry[key] === undefined)
      problems.add('reason-missing', `${what} in ${nameOf(path)} needs \`${key}\``, path, 'key');
  return entry.reason === undefined || entry.expires === undefined
    ? undefined
    : { reason: entry.reason, expires: entry.expires };
}

/** A reason or a last day where nothing is loosened has no effect, and so must not stand there. */
export function refuseInert(
  entry: { readonly reason?: string | undefined; readonly expires?: string | undefined },
  path: Path,
  problems: Problems,
): void {
  for (const key of ['reason', 'expires'] as const)
    if (entry[key] !== undefined)
      problems.add(
        'option-inert',
        `\`${key}\` has no effect in ${nameOf(path)}: nothing is loosened, remove it`,
        [...path, key],
        'key',
      );
}
