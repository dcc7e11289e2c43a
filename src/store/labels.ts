import { joinConfidentiality, joinIntegrity, type SessionLabelStore, type SessionLabels } from '../core/index.ts';
import { renewed } from './expiry.ts';
import { Journal } from './journal.ts';
import type { StoreLimits } from './limits.ts';

interface LabelRow extends SessionLabels {
  readonly session: string;
  readonly expiresAt: number;
}

/** A row, or the raised floor: until then every session that has no row counts as the strictest. */
type LabelChange = LabelRow | { readonly floorUntil: number };

const STRICTEST: SessionLabels = Object.freeze({ integrity: 'untrusted', confidentiality: 'restricted' });
/** With a full store, expired rows are looked for at most this often: a sweep walks all rows. */
const SWEEP_WHEN_FULL_MS = 1_000;

export interface LabelRows extends SessionLabelStore {
  /** Erases expired rows. */
  sweep(): void;
  close(): Promise<void>;
}

/** Labels by session. Joins only tighten; what cannot be stored counts as the strictest, so that flooding loosens nothing. */
export async function openLabels(path: string, now: () => number, limits: StoreLimits): Promise<LabelRows> {
  const rows = new Map<string, LabelRow>();
  let floorUntil = 0;
  let sweptAt = Number.NEGATIVE_INFINITY;

  const journal = await Journal.open<LabelChange>(path, 'labels', { apply, snapshot }, limits);
  return { get, join, sweep, close: () => journal.close() };

  function apply(change: LabelChange): void {
    if ('floorUntil' in change) floorUntil = Math.max(floorUntil, change.floorUntil);
    else if (change.expiresAt > now()) rows.set(change.session, change);
  }

  function* snapshot(): Generator<LabelChange> {
    if (floorUntil > now()) yield { floorUntil };
    for (const session of [...rows.keys()]) {
      const row = rows.get(session);
      if (row !== undefined && row.expiresAt > now()) yield row;
    }
  }

  function liveRow(session: string): LabelRow | undefined {
    const row = rows.get(session);
    return row !== undefined && row.expiresAt > now() ? row : undefined;
  }

  async function get(session: string): Promise<SessionLabels | undefined> {
    const row = liveRow(session);
    if (row !== undefined) return labelsOf(row);
    return floorUntil > now() ? STRICTEST : undefined;
  }

  async function join(session: string, labels: SessionLabels, ttlMs: number): Promise<SessionLabels> {
    const row = liveRow(session);
    if (row === undefined && !hasRoom(session)) return raiseFloor(ttlMs);
    const before = row ?? (floorUntil > now() ? STRICTEST : labels);
    const next: LabelRow = {
      session,
      integrity: joinIntegrity(before.integrity, labels.integrity),
      confidentiality: joinConfidentiality(before.confidentiality, labels.confidentiality),
      expiresAt: renewed(row?.expiresAt ?? 0, now(), ttlMs),
    };
    if (row === undefined || !isSame(row, next)) {
      rows.set(session, next);
      await journal.append(next, 'soon');
    }
    return labelsOf(next);
  }

  function hasRoom(session: string): boolean {
    if (rows.size < limits.labelSessions || rows.has(session)) return true;
    if (now() - sweptAt >= SWEEP_WHEN_FULL_MS) sweep();
    return rows.size < limits.labelSessions;
  }

  async function raiseFloor(ttlMs: number): Promise<SessionLabels> {
    const raised = renewed(floorUntil, now(), ttlMs);
    if (raised !== floorUntil) {
      floorUntil = raised;
      await journal.append({ floorUntil }, 'soon');
    }
    return STRICTEST;
  }

  function sweep(): void {
    sweptAt = now();
    for (const [session, row] of rows) if (row.expiresAt <= sweptAt) rows.delete(session);
  }
}

function labelsOf(row: LabelRow): SessionLabels {
  return { integrity: row.integrity, confidentiality: row.confidentiality };
}

function isSame(left: LabelRow, right: LabelRow): boolean {
  return (
    left.integrity === right.integrity &&
    left.confidentiality === right.confidentiality &&
    left.expiresAt === right.expiresAt
  );
}
