import { unwatchFile, watchFile } from 'node:fs';
import { RingfortError } from '../core/index.ts';
import type { AdminAnswer } from '../gateway/index.ts';
import { type Configuration, compareConfigurations } from '../policy/index.ts';
import type { Logger } from '../telemetry/index.ts';
import { detectorLines, detectorReport } from './detector-report.ts';
import type { Detectors, TunedDetectors } from './detectors.ts';
import type { Installation } from './installation.ts';
import { readPolicy } from './load.ts';
import { requireProof } from './proof.ts';
import type { Standing } from './serving.ts';
import type { Terminal } from './terminal.ts';

export interface ReloadSettings {
  readonly file: string;
  readonly installation: Installation;
  readonly detectors: Detectors;
  readonly logger: Logger;
  readonly terminal: Terminal;
  standing(): Standing;
  /** Puts the next configuration in force, in one assignment; resolves when the previous one is let go. */
  swap(next: Configuration, tuned: TunedDetectors): Promise<void>;
}

export interface Reloader {
  reload(): Promise<AdminAnswer>;
  stop(): void;
}

/** How often the file is looked at, in milliseconds. */
const LOOK_EVERY_MS = 1000;

/**
 * Watches the policy. A changed file is loaded, proved and recorded, and only then put in force, whole; when anything of
 * that fails, the configuration in force stays, and everybody is told.
 */
export function watchPolicy(settings: ReloadSettings): Reloader {
  let running: Promise<AdminAnswer> = Promise.resolve({ status: 200, body: {} });
  const reload = (): Promise<AdminAnswer> => {
    running = running.then(
      () => tryReload(settings),
      () => tryReload(settings),
    );
    return running;
  };
  const onChange = (): void => void reload();
  watchFile(settings.file, { interval: LOOK_EVERY_MS }, onChange);
  process.on('SIGHUP', onChange);
  return {
    reload,
    stop: () => {
      unwatchFile(settings.file, onChange);
      process.off('SIGHUP', onChange);
    },
  };
}

/** Enough of a fingerprint to tell policies apart, as the banner shows it. */
const FINGERPRINT_SHOWN = 19;

async function tryReload(settings: ReloadSettings): Promise<AdminAnswer> {
  const { file, terminal, logger } = settings;
  const before = settings.standing().configuration;
  const loaded = readPolicy(file);
  if (!loaded.ok) {
    return refused(
      settings,
      loaded.problems.map((problem) => problem.toDisplay()),
    );
  }
  const next = loaded.configuration;
  const changes = compareConfigurations(before, next);
  if (changes.length === 0) return { status: 200, body: { fingerprint: before.fingerprint, changes } };
  const fixed = changes
    .filter(({ path }) => /^(?:listeners|state|ledger\.|detectors\.(?:encoder|judge))/.test(path))
    .map(({ path }) => `\`${path}\` needs a restart`);
  if (fixed.length > 0) return refused(settings, fixed);
  let tuned: TunedDetectors;
  try {
    tuned = settings.detectors.tunedTo(next);
    await requireProof(next, tuned.screen, terminal);
    // The entry first: a change that cannot be recorded does not happen.
    await settings.installation.ledger.append({
      kind: 'configuration',
      at: Date.now(),
      crossing: 'organization.change',
      event: 'changed',
      before: before.fingerprint,
      configuration: next.fingerprint,
      changes,
    });
  } catch (error) {
    const isExpected = error instanceof RingfortError;
    if (!isExpected) logger.error('gateway-failed', { file }, error);
    return refused(settings, [isExpected ? error.toDisplay() : 'the change could not be recorded']);
  }
  settings.swap(next, tuned).catch((error: unknown) => logger.error('gateway-failed', {}, error));
  const count = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  terminal.out(`policy ${next.fingerprint.slice(0, FINGERPRINT_SHOWN)} in force, ${count}`);
  if (changes.some(({ path }) => path.startsWith('detectors.')))
    for (const line of detectorLines(detectorReport(settings.detectors, tuned.calibration, next)))
      terminal.out(`  ${line}`);
  logger.info('configuration-changed', { fingerprint: next.fingerprint, count: changes.length });
  return { status: 200, body: { fingerprint: next.fingerprint, changes } };
}

function refused({ file, logger, terminal, standing }: ReloadSettings, problems: readonly string[]): AdminAnswer {
  const { fingerprint } = standing().configuration;
  for (const problem of problems) terminal.error(problem);
  terminal.error(`${file} was refused, the policy in force stays: ${fingerprint.slice(0, FINGERPRINT_SHOWN)}`);
  logger.info('configuration-refused', { file, fingerprint }); // the terminal has said it
  return { status: 409, body: { fingerprint, problems } };
}
