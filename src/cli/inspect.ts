import { CROSSINGS, type Crossing, isCrossing } from '../core/index.ts';
import type { Configuration } from '../policy/index.ts';
import { openTuned, UNHURRIED_MS } from './detectors.ts';
import { CliError } from './error.ts';
import { unitsOfRecord } from './inspect-record.ts';
import { createInspector } from './inspect-unit.ts';
import { type LineResult, workThroughLines } from './line-work.ts';
import { suggestion } from './nearest.ts';
import { defaultPolicy, policyWithoutSecrets } from './read-policy.ts';
import type { Terminal } from './terminal.ts';

export interface InspectOptions {
  /** A crossing, or `auto`. */
  readonly crossing: string;
  /** Ids; all controls of the crossing when empty. */
  readonly controls: readonly string[];
  readonly jsonl: string;
  readonly config?: string;
  readonly withText?: boolean;
  /** Instead of standard input. */
  readonly input?: AsyncIterable<Uint8Array>;
}

/** Sends recorded texts through the controls of a crossing, as traffic would pass them, and writes what they found. */
export async function inspect(options: InspectOptions, terminal: Terminal): Promise<number> {
  const configuration = options.config === undefined ? defaultPolicy() : policyWithoutSecrets(options.config, terminal);
  const crossing = requireCrossing(options.crossing);
  requireControls(options.controls, crossing, configuration);
  const { detectors, classifier } = await openTuned(configuration, UNHURRIED_MS);
  const inspector = createInspector(configuration, {
    controls: options.controls,
    withText: options.withText === true,
    classifier,
  });
  const work = async (record: Readonly<Record<string, unknown>>): Promise<LineResult> => {
    const { id = null } = record;
    const read = unitsOfRecord(record, crossing, configuration.limits);
    if ('error' in read) return { id, error: read.error };
    return [{ id, ...(await inspector(read)) }];
  };
  const { jsonl: file, input } = options;
  return workThroughLines({ file, work, ...(input === undefined ? {} : { input }) }, terminal).finally(() =>
    detectors.close(),
  );
}

function requireCrossing(name: string): Crossing | 'auto' {
  if (name === 'auto' || isCrossing(name)) return name;
  throw new CliError('crossing-unknown', `there is no crossing \`${name}\`${suggestion(name, [...CROSSINGS, 'auto'])}`);
}

function requireControls(ids: readonly string[], crossing: Crossing | 'auto', { wired, off }: Configuration): void {
  for (const id of ids) {
    const known = wired.find(({ control }) => control.id === id)?.control;
    if (known === undefined && off.some(({ control }) => control.id === id)) {
      throw new CliError('control-unknown', `\`${id}\` is off in this policy`);
    }
    if (known === undefined) {
      throw new CliError(
        'control-unknown',
        `there is no control \`${id}\`${suggestion(
          id,
          wired.map(({ control }) => control.id),
        )}`,
      );
    }
    if (crossing !== 'auto' && !known.crossings.includes(crossing)) {
      throw new CliError(
        'control-unknown',
        `\`${id}\` does not stand at \`${crossing}\`, it stands at ${known.crossings.map((one) => `\`${one}\``).join(', ')}`,
      );
    }
  }
}
