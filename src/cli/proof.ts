import { proveControls, type SelfProof } from '../boundaries/index.ts';
import { trafficPaths } from '../gateway/index.ts';
import { type Configuration, coverage } from '../policy/index.ts';
import type { Metrics } from '../telemetry/index.ts';
import { decodedViews } from '../text/index.ts';
import { CliError } from './error.ts';
import type { Terminal } from './terminal.ts';

const UNWATCHED = {
  observer: { controlRan() {}, controlFailed() {}, decided() {}, heldBack() {}, verdictKnown() {} },
  stopwatch: { elapsed: () => performance.now() },
};

export function prove(configuration: Configuration): Promise<SelfProof> {
  return proveControls(configuration, UNWATCHED, decodedViews);
}

/** A configuration may stand only when no path has a hole and every control stops what it claims to stop. */
export async function requireProof(configuration: Configuration, terminal: Terminal): Promise<SelfProof> {
  const { holes } = coverage(configuration, trafficPaths());
  for (const hole of holes) terminal.error(`${hole.fatal ? 'hole' : 'note'}: ${hole.message}`);
  if (holes.some((hole) => hole.fatal)) {
    throw new CliError('coverage-hole', 'the policy leaves a path without controls, run `ringfort check` to see the table');
  }
  const proof = await prove(configuration);
  for (const { control, crossing, kind, attempt, expected, got } of proof.unproven) {
    terminal.error(`unproven: \`${control}\` at \`${crossing}\`: ${kind} case "${attempt}" gave ${got}, not ${expected}`);
  }
  if (proof.unproven.length > 0 && configuration.selfProof === 'refuse') {
    throw new CliError('proof-failed', `${proof.unproven.length} cases failed, a control that cannot prove itself is not trusted`);
  }
  return proof;
}

export function reportProof(proof: SelfProof, metrics: Metrics): void {
  for (const { control, crossing } of proof.armed) metrics.controlArmed(control, crossing, true);
  for (const { control, crossing } of proof.unproven) metrics.controlArmed(control, crossing, false);
}
