import type { Exchange, Stop } from '../boundaries/index.ts';
import { boundaryOf } from '../core/index.ts';
import type { Configuration, ModelConfiguration } from '../policy/index.ts';
import { editJson, type JsonEdit, type JsonPath } from '../text/index.ts';
import type { ReadBody } from './body.ts';
import type { DialectRequest } from './dialect.ts';
import type { Refusal } from './error.ts';
import { editsOf } from './request-edits.ts';

export type Inbound =
  /** The body to send: the caller's own bytes when nothing had to change. */
  | { readonly ok: true; readonly body: Buffer; readonly offered: readonly string[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** Sends every unit of a request over its boundaries and writes what changed into exactly its places. */
export async function enforceRequest(
  exchange: Exchange,
  request: DialectRequest,
  body: ReadBody,
  model: ModelConfiguration,
  disclosure: Configuration['output']['disclosure'],
): Promise<Inbound> {
  const edits: JsonEdit[] = request.strips.map((path) => ({ path, value: undefined }));
  const withdrawn = new Set<string>();
  for (const placed of request.units) {
    const outcome = await exchange.inspect(placed.unit);
    const due = editsOf(placed, outcome);
    if (outcome.stop === undefined && due.ok) edits.push(...due.edits);
    else if (placed.removable !== undefined && outcome.stop?.failed !== true) {
      withdrawn.add(placed.unit.tool?.name ?? '');
      edits.push({ path: placed.removable, value: undefined });
    } else if (outcome.stop !== undefined) return { ok: false, refusal: refusalFor(outcome.stop, disclosure) };
    else if (!due.ok) return { ok: false, refusal: unchangeable(due.place) };
  }
  if (request.forcedTool !== undefined && withdrawn.has(request.forcedTool)) {
    return {
      ok: false,
      refusal: {
        code: 'permission-denied',
        message: 'The tool that the request forces may not be used.',
        param: 'tool_choice',
      },
    };
  }
  const offered = request.offered.filter((name) => !withdrawn.has(name));
  if (model.model !== request.model) edits.push({ path: ['model'], value: model.model });
  const due = offered.length === 0 && withdrawn.size > 0 ? withoutTools(edits, request.toolMembers) : edits;
  return { ok: true, offered, body: due.length === 0 ? body.raw : Buffer.from(editJson(body.text, due)) };
}

/** The answer to a caller whose request was stopped. What it says of the reason depends on the disclosure alone. */
export function refusalFor(stop: Stop, disclosure: Configuration['output']['disclosure']): Refusal {
  const detail = detailOf(stop, disclosure);
  if (stop.failed) return { code: 'control-unavailable', message: 'A required control is not available.', detail };
  if (stop.action === 'hold')
    return { code: 'approval-required', message: 'A person must approve this first.', detail };
  return { code: 'content-blocked', message: 'Blocked by policy.', detail };
}

function detailOf(stop: Stop, disclosure: Configuration['output']['disclosure']): NonNullable<Refusal['detail']> {
  if (disclosure === 'minimal') return {};
  const where = { boundary: boundaryOf(stop.crossing), crossing: stop.crossing };
  return disclosure === 'boundary' ? where : { ...where, control: stop.control };
}

/** What stands where nothing can be rewritten must stand as it is, or the request does not go out. */
function unchangeable(place: JsonPath): Refusal {
  const [root = ''] = place;
  return {
    code: 'content-blocked',
    message: 'Blocked by policy: a name or a sealed value would have to be changed.',
    param: String(root),
  };
}

/** An empty list of tools is an error at providers: the list goes, and what refers to it. */
function withoutTools(edits: readonly JsonEdit[], members: readonly JsonPath[]): readonly JsonEdit[] {
  const gone = new Set(members.map(([root]) => root));
  return [
    ...edits.filter(({ path }) => !gone.has(path[0] ?? '')),
    ...members.map((path) => ({ path, value: undefined })),
  ];
}
