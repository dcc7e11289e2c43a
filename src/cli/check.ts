import type { SelfProof } from '../boundaries/index.ts';
import { trafficPaths } from '../gateway/index.ts';
import {
  type Configuration,
  type CoverageReport,
  coverage,
  type PolicyError,
  renderCoverage,
} from '../policy/index.ts';
import { type DetectorReport, detectorLines, detectorReport, encoderFault } from './detector-report.ts';
import { openTuned } from './detectors.ts';
import { CliError } from './error.ts';
import { readPolicy } from './load.ts';
import { configuredLines, prove, unprovenLines } from './proof.ts';
import type { Terminal } from './terminal.ts';

export interface CheckOptions {
  readonly config: string;
  readonly strict?: boolean;
  readonly json?: boolean;
}

interface Checked {
  readonly configuration: Configuration;
  readonly warnings: readonly PolicyError[];
  readonly report: CoverageReport;
  readonly proof: SelfProof;
  readonly detectors: DetectorReport;
}

/** Everything that a start would look at, without a start. 0 when this policy may stand, 1 when it may not. */
export async function check(
  { config, strict = false, json = false }: CheckOptions,
  terminal: Terminal,
): Promise<number> {
  const loaded = readPolicy(config);
  if (!loaded.ok) {
    if (json) terminal.out(JSON.stringify({ ok: false, file: config, problems: loaded.problems.map(described) }));
    else {
      for (const problem of loaded.problems) terminal.error(problem.toDisplay());
      terminal.error(`not ok: ${counted(loaded.problems.length, 'problem')} in ${config}`);
    }
    return 1;
  }
  const { configuration, warnings } = loaded;
  terminal.progress('proving the controls ...');
  const proved = await provedWith(configuration);
  terminal.progress('');
  if (proved instanceof CliError) {
    if (json) terminal.out(JSON.stringify({ ok: false, file: config, problems: [described(proved)] }));
    else {
      terminal.error(proved.toDisplay());
      terminal.error(`not ok: 1 problem in ${config}`);
    }
    return 1;
  }
  const checked: Checked = { configuration, warnings, report: coverage(configuration, trafficPaths()), ...proved };
  const faults = faultsOf(checked, strict);
  if (json) terminal.out(JSON.stringify(asJson(checked, faults)));
  else print(checked, faults, terminal);
  return faults.length === 0 ? 0 : 1;
}

/** What the controls said under this policy and its calibration; the error when a start would be refused before that. */
async function provedWith(configuration: Configuration): Promise<Pick<Checked, 'proof' | 'detectors'> | CliError> {
  const opened = await openTuned(configuration).catch((error: unknown) => {
    if (error instanceof CliError) return error;
    throw error;
  });
  if (opened instanceof CliError) return opened;
  const { detectors, screen, calibration } = opened;
  try {
    const report = detectorReport(detectors, calibration, configuration);
    return encoderFault(configuration, report) ?? { proof: await prove(configuration, screen), detectors: report };
  } finally {
    await detectors.close();
  }
}

function faultsOf({ warnings, report, proof }: Checked, strict: boolean): readonly string[] {
  const holes = report.holes.filter(({ fatal }) => fatal).length;
  const notes = report.holes.length - holes;
  return [
    ...(holes > 0 ? [counted(holes, 'hole')] : []),
    ...(proof.unproven.length > 0 ? [counted(proof.unproven.length, 'unproven case')] : []),
    ...(strict && notes > 0 ? [counted(notes, 'coverage note')] : []),
    ...(strict && warnings.length > 0 ? [counted(warnings.length, 'warning')] : []),
    ...(strict && proof.configured.length > 0 ? [counted(proof.configured.length, 'case loosened')] : []),
  ];
}

function print(checked: Checked, faults: readonly string[], terminal: Terminal): void {
  const { configuration, warnings, report, proof, detectors } = checked;
  for (const warning of warnings) terminal.error(`warning: ${warning.toDisplay()}`);
  terminal.out(`${configuration.file}  ${configuration.fingerprint}`);
  terminal.out('');
  terminal.out(renderCoverage(report));
  terminal.out('');
  for (const line of loosenedLines(configuration)) terminal.out(line);
  terminal.out('learned detectors');
  for (const line of detectorLines(detectors)) terminal.out(`  ${line}`);
  terminal.out('');
  const controls = new Set(configuration.wired.map(({ control }) => control.id)).size;
  terminal.out(`proved ${proof.sent} cases through ${counted(controls, 'control')}`);
  for (const line of unprovenLines(proof)) terminal.out(`  unproven  ${line}`);
  for (const line of configuredLines(proof)) terminal.out(`  warning   ${line}`);
  terminal.out(faults.length === 0 ? 'ok' : `not ok: ${faults.join(', ')}`);
}

/** What somebody loosened, with the reason and the last day. */
function loosenedLines({ wired, off }: Configuration): readonly string[] {
  const lines = [
    ...off.map(({ control, reason, expires }) => `  off       ${control.id} until ${expires}: ${reason}`),
    ...wired.flatMap(({ control, mode, failMode, loosened }) => {
      if (loosened === undefined) return [];
      const how = mode === 'observe' ? 'observes ' : failMode === 'open' ? 'fails open' : 'loosened ';
      return [`  ${how} ${control.id} until ${loosened.expires}: ${loosened.reason}`];
    }),
    ...wired.flatMap(({ control, exceptions }) =>
      exceptions.map(
        ({ id, rule, expires, owner }) =>
          `  exception ${id} of ${control.id} for ${rule} until ${expires}, owner ${owner}`,
      ),
    ),
  ];
  return lines.length === 0 ? [] : ['off, observed and excepted', ...lines, ''];
}

function asJson({ configuration, warnings, report, proof, detectors }: Checked, faults: readonly string[]): unknown {
  return {
    ok: faults.length === 0,
    file: configuration.file,
    fingerprint: configuration.fingerprint,
    faults,
    warnings: warnings.map(described),
    coverage: report,
    off: configuration.off.map(({ control, reason, expires }) => ({ control: control.id, reason, expires })),
    observed: configuration.wired
      .filter(({ mode }) => mode === 'observe')
      .map(({ control, loosened }) => ({ control: control.id, ...loosened })),
    detectors,
    proof,
  };
}

function described(problem: Pick<PolicyError, 'code' | 'message' | 'place' | 'suggestion'> | CliError): unknown {
  const { code, message, place } = problem;
  const suggestion = 'suggestion' in problem ? problem.suggestion : undefined;
  return { code, message, ...place, suggestion };
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
