import type { UnitOutcome } from '../boundaries/index.ts';
import { editJson, type JsonEdit, type JsonPath, pointerOf } from '../text/index.ts';
import type { PlacedUnit } from './dialect.ts';

/** What has to change in a body so that it says what the boundaries left of one unit. */
export type UnitEdits =
  | { readonly ok: true; readonly edits: readonly JsonEdit[] }
  /** A text would have to change where none can: in the name of a member, an identifier or sealed data. */
  | { readonly ok: false; readonly place: JsonPath };

/** The edits of one unit, each at exactly the place of its text. */
export function editsOf(placed: PlacedUnit, outcome: UnitOutcome): UnitEdits {
  const edits: JsonEdit[] = [];
  const written = new Map<string, { readonly path: JsonPath; readonly source: string; readonly inner: JsonEdit[] }>();
  for (const [index, part] of placed.unit.parts.entries()) {
    const text = outcome.texts[index];
    const path = placed.places[index];
    if (text === undefined || path === undefined || text === part.text) continue;
    const form = placed.forms?.get(index);
    if (form?.kind === 'fixed') return { ok: false, place: path };
    if (form === undefined) edits.push({ path, value: text });
    else {
      const key = pointerOf(path);
      const known = written.get(key) ?? { path, source: form.source, inner: [] };
      known.inner.push({ path: form.path, value: text });
      written.set(key, known);
    }
  }
  for (const { path, source, inner } of written.values()) edits.push({ path, value: editJson(source, inner) });
  return { ok: true, edits };
}
