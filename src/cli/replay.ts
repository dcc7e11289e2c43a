import { VerdictCache } from '../boundaries/index.ts';
import { openTuned, UNHURRIED_MS } from './detectors.ts';
import { type LineResult, workThroughLines } from './line-work.ts';
import { defaultPolicy, policyWithoutSecrets } from './read-policy.ts';
import { replayConversation } from './replay-conversation.ts';
import type { Terminal } from './terminal.ts';

export interface ReplayOptions {
  readonly jsonl: string;
  readonly config?: string;
  /** Instead of standard input. */
  readonly input?: AsyncIterable<Uint8Array>;
}

/** Text whose verdicts are remembered, in UTF-16 code units: each call of a conversation stands behind the same messages. */
const CACHE_CHARACTERS = 8 * 1024 * 1024;

/** Decides every tool call of recorded conversations as the gateway would, and says where its arguments come from. */
export async function replay({ jsonl, config, input }: ReplayOptions, terminal: Terminal): Promise<number> {
  const configuration = config === undefined ? defaultPolicy() : policyWithoutSecrets(config, terminal);
  configuration.warm();
  const { detectors, classifier } = await openTuned(configuration, UNHURRIED_MS);
  const cache = new VerdictCache(CACHE_CHARACTERS);
  let count = 0;
  const work = async (record: Readonly<Record<string, unknown>>): Promise<LineResult> => {
    const { id = null } = record;
    count += 1;
    const replayed = await replayConversation(record, { configuration, classifier, cache, name: `replay-${count}` });
    return 'error' in replayed ? { id, error: replayed.error } : replayed.calls.map((call) => ({ id, ...call }));
  };
  return workThroughLines({ file: jsonl, work, ...(input === undefined ? {} : { input }) }, terminal).finally(() =>
    detectors.close(),
  );
}
