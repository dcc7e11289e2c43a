import type { Crossing, Mode } from '../core/index.ts';
import type { Configuration } from './configuration.ts';

/** One way through the gateway, as the gateway wires it. */
export interface CoveragePath {
  /** For example `POST /v1/chat/completions`. */
  readonly route: string;
  readonly dialect: string;
  readonly streamed: boolean;
  readonly crossings: readonly Crossing[];
  /** Crossings whose every text goes on to another crossing of the same path, so that a control there sees it too. */
  readonly followedBy?: Readonly<Partial<Record<Crossing, Crossing>>>;
}

/** One control at one crossing of one path, in the order in which they read. */
export interface CoverageRow {
  readonly route: string;
  readonly dialect: string;
  readonly streamed: boolean;
  readonly crossing: Crossing;
  readonly control: string;
  readonly mode: Mode;
  readonly failMode: 'closed' | 'open';
}

/**
 * - `bare`: no control stands at a crossing. Fatal, unless somebody switched off by name all that could.
 * - `observed`: controls stand there and none enforces.
 * - `lopsided`: a crossing is on the streamed shape of a route and not on the other, or the reverse. Fatal.
 * - `off`: a control was switched off.
 * - `unreachable`: a control stands at no crossing of any path.
 */
export type HoleKind = 'bare' | 'observed' | 'lopsided' | 'off' | 'unreachable';

export interface CoverageHole {
  readonly kind: HoleKind;
  /** Whether the start must be refused. */
  readonly fatal: boolean;
  /** One lower-case clause that names the place. */
  readonly message: string;
}

export interface CoverageReport {
  readonly rows: readonly CoverageRow[];
  readonly holes: readonly CoverageHole[];
}

/** What stands on each path, derived from the wiring itself, and what does not. */
export function coverage(configuration: Configuration, paths: readonly CoveragePath[]): CoverageReport {
  return {
    rows: paths.flatMap((path) => rowsOf(configuration, path)),
    holes: [
      ...paths.flatMap((path) => emptyCrossings(configuration, path)),
      ...lopsidedRoutes(paths),
      ...configuration.off.map(({ control, reason, expires }) =>
        hole('off', false, `\`${control.id}\` is off until ${expires}: ${reason}`),
      ),
      ...unreachable(configuration, paths),
    ],
  };
}

function rowsOf(configuration: Configuration, { route, dialect, streamed, crossings }: CoveragePath): CoverageRow[] {
  return crossings.flatMap((crossing) =>
    configuration.controlsAt(crossing).map(({ control, mode, failMode }) => ({
      ...{ route, dialect, streamed, crossing },
      ...{ control: control.id, mode, failMode },
    })),
  );
}

function emptyCrossings(configuration: Configuration, path: CoveragePath): CoverageHole[] {
  return path.crossings.flatMap((crossing) => {
    const standing = configuration.controlsAt(crossing);
    const follower = path.followedBy?.[crossing];
    if (standing.length === 0 && follower !== undefined && configuration.controlsAt(follower).length > 0) return [];
    const isNamed = configuration.off.some(
      ({ control }) =>
        control.crossings.includes(crossing) || (follower !== undefined && control.crossings.includes(follower)),
    );
    if (standing.length === 0) return hole('bare', !isNamed, `no control stands at \`${crossing}\` on ${nameOf(path)}`);
    if (standing.every(({ mode }) => mode === 'observe'))
      return hole('observed', false, `no control enforces at \`${crossing}\` on ${nameOf(path)}`);
    return [];
  });
}

/** A stream that skips what the whole answer passes is how output checks have silently done nothing (RT-01). */
function lopsidedRoutes(paths: readonly CoveragePath[]): CoverageHole[] {
  return paths.flatMap((path) =>
    paths
      .filter(
        ({ route, dialect, streamed }) =>
          route === path.route && dialect === path.dialect && streamed !== path.streamed,
      )
      .flatMap((other) => other.crossings.filter((crossing) => !path.crossings.includes(crossing)))
      .map((crossing) =>
        hole('lopsided', true, `\`${crossing}\` is missing on ${nameOf(path)} and there on its other shape`),
      ),
  );
}

function unreachable(configuration: Configuration, paths: readonly CoveragePath[]): CoverageHole[] {
  const passed = new Set(paths.flatMap(({ crossings }) => crossings));
  return configuration.wired
    .filter(({ control }) => !control.crossings.some((crossing) => passed.has(crossing)))
    .map(({ control }) => hole('unreachable', false, `\`${control.id}\` stands at no crossing of any path`));
}

function nameOf({ route, dialect, streamed }: CoveragePath): string {
  return `\`${route}\` (${dialect}, ${streamed ? 'streamed' : 'whole'})`;
}

function hole(kind: HoleKind, fatal: boolean, message: string): CoverageHole {
  return { kind, fatal, message };
}
