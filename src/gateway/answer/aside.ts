import type { Stop } from '../../boundaries/index.ts';
import type { JsonEdit, JsonPath } from '../../text/index.ts';
import { GarbledAnswer } from '../garbled.ts';
import { isObject } from '../json.ts';

import type { AnswerHost } from './answer.ts';

/** What came of texts beside the main text. A stop cannot be overlooked: there are no edits beside it. */
export type AsideOutcome =
  | { readonly kind: 'clean' }
  | { readonly kind: 'edited'; readonly edits: readonly JsonEdit[] }
  | { readonly kind: 'stopped'; readonly stop: Stop };

/**
 * Texts beside the main text of an answer: a model, or its provider, writes wherever it is let (ids, citations, names of
 * members, members that nobody knows). Every string is inspected as a whole; one that was found clean is not inspected
 * again in the same answer, since events repeat most of theirs.
 */
export class Aside {
  private readonly host: AnswerHost;
  private readonly clean = new Set<string>();

  constructor(host: AnswerHost) {
    this.host = host;
  }

  /**
   * Inspects every string and every unusual member name below `value`, each on its own: put together, one could make
   * another look harmless.
   */
  async judge(value: unknown, place: JsonPath): Promise<AsideOutcome> {
    const found: Found = { texts: [], names: [] };
    collect(value, place, found);
    for (const name of found.names) await this.requireClean(name);
    const edits: JsonEdit[] = [];
    for (const { text, at } of found.texts) {
      if (this.isKnown(text)) continue;
      const release = await this.host.openText().finish(text);
      if (release.stop !== undefined) return { kind: 'stopped', stop: release.stop };
      if (release.changed) edits.push({ path: at, value: release.text });
      else this.remember(text);
    }
    return edits.length === 0 ? CLEAN : { kind: 'edited', edits };
  }

  /** The same where nothing can be stopped as a whole: a notice takes the place of a stopped text. */
  async edits(value: unknown, place: JsonPath): Promise<readonly JsonEdit[]> {
    const found: Found = { texts: [], names: [] };
    const outcome = await this.judge(value, place);
    if (outcome.kind === 'clean') return [];
    if (outcome.kind === 'edited') return outcome.edits;
    collect(value, place, found);
    const edits: JsonEdit[] = [];
    for (const { text, at } of found.texts) {
      const release = await this.host.openText().finish(text);
      if (release.stop !== undefined) edits.push({ path: at, value: this.host.textNotice(release.stop, false) });
      else if (release.changed) edits.push({ path: at, value: release.text });
    }
    return edits;
  }

  /** A member's name cannot be edited without changing what the answer means. */
  private async requireClean(name: string): Promise<void> {
    if (this.isKnown(name)) return;
    const release = await this.host.openText().finish(name);
    if (release.changed) throw new GarbledAnswer('a member whose name may not be shown');
    this.remember(name);
  }

  /** Found clean before in this answer, or too short and too plain to be anything. */
  private isKnown(text: string): boolean {
    return PLAIN_WORD.test(text) || this.clean.has(text) || this.host.words.knowsWord(text);
  }

  private remember(text: string): void {
    if (text.length <= REMEMBERED_LENGTH && this.clean.size < REMEMBERED) this.clean.add(text);
    this.host.words.addWord(text);
  }
}

const CLEAN: AsideOutcome = { kind: 'clean' };
/** Shorter than any secret, address or number that a control looks for, and no markup. */
const PLAIN_WORD = /^[A-Za-z_-]{1,16}$/;
const REMEMBERED = 512;
const REMEMBERED_LENGTH = 256;

interface Found {
  readonly texts: { readonly text: string; readonly at: JsonPath }[];
  readonly names: string[];
}

function collect(value: unknown, at: JsonPath, found: Found): void {
  if (typeof value === 'string') {
    if (value !== '') found.texts.push({ text: value, at });
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(item, [...at, index], found);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (!ORDINARY_NAMES.has(key)) found.names.push(key);
      collect(item, [...at, key], found);
    }
  }
}

/** Names of members that both vendors document for answers: they cannot carry anything. */
const ORDINARY_NAMES: ReadonlySet<string> = new Set(
  (
    'id object created model choices usage system_fingerprint service_tier index message delta finish_reason logprobs role ' +
    'content refusal annotations audio tool_calls function name arguments type error code param stop_reason stop_sequence ' +
    'text thinking signature citations input prompt_tokens completion_tokens total_tokens prompt_tokens_details ' +
    'completion_tokens_details cached_tokens audio_tokens reasoning_tokens accepted_prediction_tokens ' +
    'rejected_prediction_tokens input_tokens output_tokens cache_creation_input_tokens cache_read_input_tokens ' +
    'cache_creation server_tool_use reasoning reasoning_content reasoning_details data embedding'
  ).split(' '),
);
