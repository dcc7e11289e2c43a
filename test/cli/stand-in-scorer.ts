import { buildProgram } from '../../src/cli/program.ts';
import type { OpenedScorer } from '../../src/cli/scoring.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { RingfortError } from '../../src/core/index.ts';
import type { Transcript } from './transcript.ts';

/** A detector for tests of the commands around it: the score is the number behind `score` in the text. */
export class StandInScorer implements OpenedScorer {
  readonly weights = 'sha256:stand-in';
  readonly asked: string[] = [];
  opened = 0;
  closed = 0;

  async open(): Promise<OpenedScorer> {
    this.opened += 1;
    return this;
  }

  async score(text: string, as: 'user' | 'data'): ReturnType<OpenedScorer['score']> {
    this.asked.push(as);
    if (text.includes('broken')) throw new Error('the detector broke');
    const score = Number(/score ([\d.]+)/.exec(text)?.[1] ?? 0);
    return { score, tier: score > 0.5 ? 'encoder' : 'screen', coverage: 1, unassessed: false };
  }

  thresholds(crossing: string): { readonly flag: number; readonly act: number } {
    return crossing === 'interface.request' ? { flag: 0.6, act: 0.9 } : { flag: 0.3, act: 0.7 };
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}

/** Runs a command as a shell would, with a stand-in for the detectors. */
export async function withStandIn(scorer: StandInScorer, ...args: readonly string[]): Promise<Transcript> {
  const [out, err]: [string[], string[]] = [[], []];
  let code = 0;
  const terminal: Terminal = {
    isInteractive: false,
    out: (line) => void out.push(line),
    error: (line) => void err.push(line),
    progress: () => undefined,
  };
  const program = buildProgram(
    terminal,
    (ended) => {
      code = ended;
    },
    () => scorer.open(),
  );
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof RingfortError)) throw error;
    code = 1;
    err.push(error.toDisplay());
  }
  return { code, out: out.join('\n'), err: err.join('\n') };
}
