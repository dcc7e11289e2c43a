import type { Configuration } from './configuration.ts';
import { canonicalJson } from './fingerprint.ts';

/** One value that differs between two configurations; undefined where it does not exist. Values are JSON, cut short. */
export interface ConfigurationChange {
  /** For example `controls.masking.mode`. */
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * What changed, sorted by path: for the ledger's `organization.change`. Secrets are not among the values, because a
 * configuration knows them by the names of their sources. The list is empty exactly when the fingerprints agree.
 */
export function compareConfigurations(before: Configuration, after: Configuration): readonly ConfigurationChange[] {
  const [earlier, later] = [leavesOf(before.content), leavesOf(after.content)];
  const paths = [...new Set([...earlier.keys(), ...later.keys()])].sort();
  return paths
    .filter((path) => earlier.get(path) !== later.get(path))
    .map((path) => ({ path, before: cut(earlier.get(path)), after: cut(later.get(path)) }));
}

const LONGEST = 120;

function cut(json: string | undefined): string | undefined {
  return json === undefined || json.length <= LONGEST ? json : `${json.slice(0, LONGEST)}...`;
}

/** Every leaf as JSON. A list is one leaf: its members have no names, so a shifted index would say nothing. */
function leavesOf(value: unknown, path = '', leaves = new Map<string, string>()): Map<string, string> {
  const isBranch =
    value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 0;
  if (!isBranch) return value === undefined ? leaves : leaves.set(path, canonicalJson(value));
  for (const [key, inner] of Object.entries(value)) {
    const step = /^[A-Za-z0-9_$-]{1,64}$/.test(key) ? key : JSON.stringify(key);
    leavesOf(inner, path === '' ? step : `${path}.${step}`, leaves);
  }
  return leaves;
}
