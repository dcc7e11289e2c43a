import { type EvaluationReport, evaluationReport, renderReport, type ScoredText } from '../assurance/index.ts';
import { CliError } from './error.ts';
import { readTexts } from './labelled-texts.ts';
import { suggestion } from './nearest.ts';
import { ResultFile } from './result-file.ts';
import { type OpenScorer, requireCrossing, scoreAll } from './scoring.ts';
import type { Terminal } from './terminal.ts';

export interface EvaluateOptions {
  readonly data: readonly string[];
  /** Only rows of this split. */
  readonly split?: string;
  /** Judge every text at this crossing. */
  readonly crossing?: string;
  /** False for the linear screen alone. */
  readonly encoder?: boolean;
  /** Where everything is written, the score of every text included. */
  readonly json?: string;
}

/** Measures the detectors on labelled texts, at the thresholds that they are shipped with. */
export async function evaluate(options: EvaluateOptions, openScorer: OpenScorer, terminal: Terminal): Promise<number> {
  const { json } = options;
  if (options.crossing !== undefined) requireCrossing(options.crossing);
  const file = json === undefined ? undefined : await ResultFile.create(json);
  if (file === undefined) await measure(options, openScorer, terminal);
  else await file.fill(async () => asJson(await measure(options, openScorer, terminal)));
  if (json !== undefined) terminal.error(`written to ${json}`);
  return 0;
}

interface Measured {
  readonly report: EvaluationReport;
  readonly texts: readonly ScoredText[];
}

async function measure(
  { data, split, crossing, encoder }: EvaluateOptions,
  openScorer: OpenScorer,
  terminal: Terminal,
): Promise<Measured> {
  const rows = await readTexts({ files: data }, terminal);
  const chosen = split === undefined ? rows : rows.filter((row) => row.split === split);
  if (chosen.length === 0) {
    const splits = [...new Set(rows.map((row) => row.split))].sort();
    const wanted = split === undefined ? 'the files hold no texts' : `no text is in the split \`${split}\``;
    throw new CliError('input-invalid', `${wanted}${rows.length === 0 ? '' : suggestion(split ?? '', splits)}`);
  }
  const seen = new Set(rows.filter((row) => row.split !== split).map(({ set }) => set));
  const scorer = await openScorer(encoder);
  try {
    const at = crossing === undefined ? {} : { crossing: requireCrossing(crossing) };
    const texts = await scoreAll(chosen, { scorer, ...at }, terminal);
    const report = evaluationReport(texts, scorer, split === undefined ? undefined : seen);
    for (const line of renderReport(report)) terminal.out(line);
    return { report, texts };
  } finally {
    await scorer.close();
  }
}

/** So much of a digest finds a text again and proves nothing about one that is not at hand. */
const DIGEST_PREFIX = 16;

/** One object; each text on a line of its own, so that two runs can be compared with `diff`. */
function asJson({ report, texts }: Measured): string {
  const items = texts.map(({ digest, ...rest }) => JSON.stringify({ ...rest, digest: digest.slice(0, DIGEST_PREFIX) }));
  return `{"report":${JSON.stringify(report)},\n"texts":[\n${items.join(',\n')}\n]}\n`;
}
