import type { z } from 'zod';
import type { CardFile, DetectorsConfiguration, JudgeConfiguration } from './configuration.ts';
import type { detectorsSchema } from './detectors-schema.ts';
import type { Path } from './document.ts';
import { checkEndpoint } from './endpoint.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { LoadInput } from './load.ts';
import type { Problems } from './problems.ts';
import { nameOf } from './problems.ts';
import { quoted } from './secret.ts';
import { besideFile, resolveSecret } from './secret-source.ts';

type DetectorsEntry = z.output<typeof detectorsSchema>;
type JudgeEntry = NonNullable<DetectorsEntry['judge']>;

/** The detectors as the house reads them, and what of them goes into the fingerprint. */
export interface ReadDetectors {
  readonly built: DetectorsConfiguration;
  readonly content: unknown;
}

/** Reads the cards and the judge's secret; undefined when anything was reported. What a card says is verified by whoever uses it. */
export function readDetectors(
  { encoder, deadline: deadlineMs, calibration, judge: entry }: DetectorsEntry,
  input: LoadInput,
  problems: Problems,
): ReadDetectors | undefined {
  const before = problems.found.length;
  const path = ['detectors'];
  const cards = calibration.flatMap(
    (name, index) => readCard(name, [...path, 'calibration', index], input, problems) ?? [],
  );
  const files = new Set(calibration);
  if (files.size < calibration.length)
    problems.add('value-invalid', '`detectors.calibration` names a file twice, keep one', [...path, 'calibration']);
  const judge = entry === undefined ? undefined : readJudge(entry, [...path, 'judge'], input, problems);
  if (problems.found.length > before) return undefined;
  return {
    built: { encoder, deadlineMs, calibration: cards, judge },
    content: {
      encoder,
      deadlineMs,
      calibration: cards.map(({ text }, index) => ({ file: calibration[index], digest: fingerprintOf(text) })),
      ...(entry === undefined
        ? {}
        : { judge: { ...judge, key: entry.key, plaintext: entry.dangerously_allow_plaintext } }),
    },
  };
}

function readCard(
  name: string,
  path: Path,
  { file, readCard: read }: LoadInput,
  problems: Problems,
): CardFile | undefined {
  const beside = besideFile(file, name);
  try {
    const text = read?.(beside);
    if (text !== undefined) return { file: beside, text };
  } catch {
    // reported below: the reason of the system is of no use without the name
  }
  problems.add(
    'card-unreadable',
    `cannot read the calibration card ${quoted(name)} of ${nameOf(path)}, make it with \`ringfort calibrate --out\` or name another`,
    path,
  );
  return undefined;
}

function readJudge(
  entry: JudgeEntry,
  path: Path,
  input: LoadInput,
  problems: Problems,
): JudgeConfiguration | undefined {
  const { url, format, model, timeout: timeoutMs, crossings } = entry;
  const { file, environment, readFile } = input;
  const endpoint = { ...entry, urlKey: 'url', sends: 'texts', remedy: ', leave the rest out' };
  const isReachable = checkEndpoint(endpoint, path, input.now, problems);
  const sources = { file, environment, readFile };
  const key = entry.key === undefined ? undefined : resolveSecret(entry.key, [...path, 'key'], sources, problems);
  if (new Set(crossings).size < crossings.length)
    problems.add('value-invalid', `${nameOf([...path, 'crossings'])} names one twice`, [...path, 'crossings']);
  if (!isReachable || (entry.key !== undefined && key === undefined)) return undefined;
  return { url: url.replace(/\/$/, ''), format, model, key, timeoutMs, crossings };
}
