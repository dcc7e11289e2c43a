import type { Context, Crossing, Verdict, View } from '../core/index.ts';
import { type Decided, decide, type WiredControl } from '../policy/index.ts';
import type { Observer, Stopwatch } from './observer.ts';

/** What running a control needs besides the view. */
export interface Running {
  readonly observer: Observer;
  readonly stopwatch: Stopwatch;
}

type Failure = 'error' | 'timeout' | 'overflow';

/**
 * Runs one control on one view and decides. A control that throws, hangs past its deadline or says something impossible
 * gets its fail mode; nothing that it does can escape from here.
 */
export function runControl(
  wired: WiredControl,
  view: View,
  context: Context<unknown, never>,
  running: Running,
): Decided | Promise<Decided> {
  const started = running.stopwatch.elapsed();
  try {
    const verdict = wired.control.inspect(view, context as Parameters<typeof wired.control.inspect>[1]); // the wiring gave every declared need
    if (!(verdict instanceof Promise)) return conclude(wired, view, verdict, started, running);
    return withDeadline(verdict, wired.deadlineMs).then(
      (late) =>
        late === 'timeout' ? fail(wired, view, 'timeout', running) : conclude(wired, view, late, started, running),
      () => fail(wired, view, 'error', running),
    );
  } catch {
    return fail(wired, view, 'error', running);
  }
}

/** Gives a control its fail mode without running it, for example when a text outgrew the limit. */
export function fail(
  wired: WiredControl,
  view: { readonly crossing: Crossing },
  failure: Failure,
  running: Running,
): Decided {
  running.observer.controlFailed(wired.control.id, wired.failMode, view.crossing);
  const decided = decide(wired, { failed: failure });
  running.observer.decided(view.crossing, wired.control.id, decided.action, wired.mode);
  return decided;
}

function conclude(wired: WiredControl, view: View, verdict: Verdict, started: number, running: Running): Decided {
  if (!isPossible(verdict, view)) return fail(wired, view, 'error', running);
  running.observer.controlRan(wired.control.id, view.crossing, (running.stopwatch.elapsed() - started) / 1000);
  const decided = decide(wired, verdict, view);
  running.observer.decided(view.crossing, wired.control.id, decided.action, wired.mode);
  return decided;
}

/** Spans must lie in their parts and edits must not overlap: acting on anything else would corrupt the text. */
function isPossible(verdict: Verdict, view: View): boolean {
  if (verdict.outcome === 'pass') return true;
  const inside = (at: { part: number; start: number; end: number }): boolean =>
    at.start >= 0 && at.start <= at.end && at.end <= (view.parts[at.part]?.text.length ?? 0);
  if (!verdict.findings.every((finding) => inside(finding.at))) return false;
  if (verdict.outcome !== 'rewrite') return true;
  const sorted = verdict.edits.toSorted(
    (left, right) => left.at.part - right.at.part || left.at.start - right.at.start,
  );
  return sorted.every((edit, index) => {
    const previous = sorted[index - 1];
    return (
      inside(edit.at) &&
      (previous === undefined || previous.at.part !== edit.at.part || previous.at.end <= edit.at.start)
    );
  });
}

async function withDeadline(verdict: Promise<Verdict>, deadlineMs: number): Promise<Verdict | 'timeout'> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(resolve, deadlineMs, 'timeout');
  });
  try {
    return await Promise.race([verdict, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
