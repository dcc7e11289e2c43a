import { proveControls, type SelfProof } from '../boundaries/index.ts';
import type { ClassifierMeans } from '../core/index.ts';
import { trafficPaths } from '../gateway/index.ts';
import { type Configuration, coverage } from '../policy/index.ts';
import type { Metrics } from '../telemetry/index.ts';
import { decodedViews } from '../text/index.ts';
import { CliError } from './error.ts';
import type { Terminal } from './terminal.ts';
import { UNWATCHED } from './unwatched.ts';

export function prove(configuration: Configuration, classifier: ClassifierMeans): Promise<SelfProof> {
  return proveControls(configuration, UNWATCHED, { decode: decodedViews, classifier });
}

/** A configuration may stand only when no path has a hole and every control stops what it claims to stop. */
export async function requireProof(
  configuration: Configuration,
  classifier: ClassifierMeans,
  terminal: Terminal,
): Promise<SelfProof> {
  const { holes } = coverage(configuration, trafficPaths());
  for (const hole of holes) terminal.error(`${hole.fatal ? 'hole' : 'note'}: ${hole.message}`);
  if (holes.some((hole) => hole.fatal)) {
    throw new CliError(
      'coverage-hole',
      'the policy leaves a path without controls, run `ringfort check` to see the table',
    );
  }
  const proof = await prove(configuration, classifier);
  for (const line of configuredLines(proof)) terminal.error(`warning: ${line}`);
  for (const line of unprovenLines(proof)) terminal.error(`unproven: ${line}`);
  if (proof.unproven.length > 0 && configuration.selfProof === 'refuse') {
    throw new CliError(
      'proof-failed',
      `${proof.unproven.length} cases failed, a control that cannot prove itself is not trusted`,
    );
  }
  return proof;
}

/** What could not be proved, a line each. */
export function unprovenLines({ unproven }: SelfProof): readonly string[] {
  return unproven.map((one) => {
    const where = `\`${one.control}\` at \`${one.crossing}\``;
    if (!('attempt' in one))
      return `${where}: ${one.kind === 'no-case' ? 'no case proves it there' : 'its cases do not load'}`;
    return `${where}: ${one.kind} case "${one.attempt}" gave ${one.got}, not ${one.expected}`;
  });
}

/** What the policy itself changed, a line each: the same cases hold under the defaults. */
export function configuredLines({ configured }: SelfProof): readonly string[] {
  return configured.map(({ control, crossing, attempt, kind, expected, got }) =>
    kind === 'attack' && got === 'pass'
      ? `\`${control}\` as configured lets pass at \`${crossing}\`: ${attempt}`
      : `\`${control}\` as configured says ${got} instead of ${expected} at \`${crossing}\`: ${attempt}`,
  );
}

export function reportProof(proof: SelfProof, metrics: Metrics): void {
  for (const { control, crossing } of proof.armed) metrics.controlArmed(control, crossing, true);
  for (const { control, crossing } of proof.unproven) metrics.controlArmed(control, crossing, false);
}
