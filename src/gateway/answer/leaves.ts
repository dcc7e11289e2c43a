import type { Stop } from '../../boundaries/index.ts';
import type { JsonEdit, JsonPath } from '../../text/index.ts';
import { stringsIn } from '../dialects/reading.ts';
import type { AnswerHost } from './answer.ts';

/** Members of a message whose strings are names and kinds, not text of the model. */
const NOT_TEXT = new Set([
  'role',
  'id',
  'type',
  'index',
  'tool_call_id',
  'format',
  'signature',
  'encrypted_content',
  'data',
]);

export interface LeavesOutcome {
  readonly edits: readonly JsonEdit[];
  readonly stop?: Stop;
}

/** Inspects every string below `value` as a whole text: a model writes wherever it is let (citations, annotations, logs). */
export async function inspectLeaves(value: unknown, place: JsonPath, host: AnswerHost): Promise<LeavesOutcome> {
  const edits: JsonEdit[] = [];
  for (const leaf of stringsIn(value, place, (key) => !NOT_TEXT.has(key))) {
    const release = await host.openText().finish(leaf.text);
    if (release.stop !== undefined) return { edits, stop: release.stop };
    if (release.changed) edits.push({ path: leaf.place, value: release.text });
  }
  return { edits };
}
