import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LedgerError } from './error.ts';
import { GENESIS } from './line.ts';
import { CHECKPOINTS_FILE } from './names.ts';
import { judgeSignature, NO_CHECKPOINT, requireEd25519, type SignedCheckpoint } from './note.ts';
import { readNotes } from './notes.ts';
import { type Problem, Problems } from './problem.ts';
import { isMissing } from './storage.ts';
import { surveySegments } from './survey.ts';
import { agrees, WatchedTree } from './tree.ts';
import { walkSegments } from './walk.ts';

export interface VerifyOptions {
  readonly directory: string;
  readonly publicKey: KeyObject;
  /** A state that was written down outside earlier. Only it can show that the whole end, signatures included, is gone. */
  readonly expect?: { readonly size: number; readonly root: string };
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly entries: number;
  readonly segments: number;
  readonly checkpoints: number;
  /** How many entries the last good checkpoint covers; those after it are chained but not signed. */
  readonly signed: number;
  /** RFC 6962 root over all entries, hex; absent when entries are missing. */
  readonly root?: string;
  /** Bytes of an unfinished last line: a write in progress, or a crash that no start has cleaned up yet. */
  readonly tornBytes: number;
  /** At most 1,000; `problemCount` counts all. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
}

/**
 * Verifies a ledger with nothing but its files and the public key, and names what was done to it. Works while the ledger
 * is written. Throws `ledger-not-found`, `key-unusable` or `anchor-invalid`; everything else is reported.
 */
export async function verifyLedger(options: VerifyOptions): Promise<VerifyReport> {
  const { directory, publicKey, expect } = options;
  requireEd25519(publicKey);
  if (expect !== undefined) requireAnchor(expect);
  const problems = new Problems();
  const signed = await verifyNotes(directory, publicKey, problems); // first: what was signed was durable before
  const writer = signed.good[0]?.checkpoint.writer;
  const segments = await surveySegments(directory, { publicKey, writer, problems });
  const sizes = signed.good.map(({ checkpoint }) => checkpoint.size);
  const tree = new WatchedTree(expect === undefined ? sizes : [...sizes, expect.size], GENESIS);
  const walked = await walkSegments(directory, segments, tree, problems);
  compareWithNotes(signed.good, tree, problems);
  if (expect !== undefined) compareWithAnchor(expect, tree, problems);
  const head = tree.head();
  return {
    ok: problems.count === 0,
    entries: walked.entries,
    segments: segments.length,
    checkpoints: signed.count,
    signed: signed.good.reduce((most, { checkpoint }) => Math.max(most, checkpoint.size), 0),
    ...(head === undefined ? {} : { root: head.root }),
    tornBytes: walked.tornBytes,
    problems: problems.listed,
    problemCount: problems.count,
  };
}

async function verifyNotes(directory: string, publicKey: KeyObject, problems: Problems) {
  const file = CHECKPOINTS_FILE;
  const bytes = await readFile(join(directory, file)).catch((cause: unknown) => {
    if (isMissing(cause)) return Buffer.alloc(0);
    throw cause;
  });
  const { notes } = readNotes(bytes);
  if (notes.length === 0) problems.add('checkpoint-missing', 'there is no signed checkpoint', { file });
  const good: SignedCheckpoint[] = [];
  let [previous, isOtherKeyNamed]: [string | undefined, boolean] = [NO_CHECKPOINT, false];
  for (const { signed, line } of notes) {
    const judged = signed === undefined ? 'malformed' : judgeSignature(signed.note, publicKey);
    if (judged === 'malformed') problems.add('checkpoint-malformed', 'this is no checkpoint', { file, line });
    if (judged === 'forged') problems.add('checkpoint-forged', 'the signature does not fit the text', { file, line });
    if (judged === 'key-wrong' && !isOtherKeyNamed) {
      problems.add('key-wrong', 'the checkpoint was signed with another key than the given one', { file, line });
      isOtherKeyNamed = true;
    }
    if (judged !== 'good' || signed === undefined) {
      previous = undefined;
      continue;
    }
    if (previous !== undefined && signed.checkpoint.previous !== previous) {
      problems.add('checkpoint-missing', 'the checkpoint that this one names as the one before is not there', {
        file,
        line,
      });
    }
    previous = signed.digest;
    good.push(signed);
  }
  return { good, count: notes.length };
}

function compareWithNotes(good: readonly SignedCheckpoint[], tree: WatchedTree, problems: Problems): void {
  const file = CHECKPOINTS_FILE;
  let agreed = 0;
  for (const { checkpoint } of good) {
    const { size } = checkpoint;
    const head = tree.headAt(size);
    if (head !== undefined && agrees(head, checkpoint)) {
      agreed = size;
    } else if (head !== undefined) {
      const message = `entries \`${agreed}\` to \`${size - 1}\` are not those that were signed`;
      problems.add('checkpoint-mismatch', message, { file, sequence: agreed });
      return;
    } else if (size > tree.size) {
      const message = `\`${size}\` entries were signed, the ledger ends after \`${tree.size}\``;
      problems.add('tail-truncated', message, { file, sequence: tree.size });
      return;
    }
  }
}

function compareWithAnchor(expect: { size: number; root: string }, tree: WatchedTree, problems: Problems): void {
  const file = CHECKPOINTS_FILE;
  const head = tree.headAt(expect.size);
  if (expect.size > tree.size) {
    const message = `the anchor knows \`${expect.size}\` entries, the ledger ends after \`${tree.size}\``;
    problems.add('anchor-not-reached', message, { file, sequence: tree.size });
  } else if (head !== undefined && head.root !== expect.root) {
    problems.add('anchor-mismatch', `the first \`${expect.size}\` entries are not those of the anchor`, { file });
  }
}

function requireAnchor(expect: { readonly size: number; readonly root: string }): void {
  if (Number.isSafeInteger(expect.size) && expect.size >= 0 && /^[0-9a-f]{64}$/.test(expect.root)) return;
  throw new LedgerError('anchor-invalid', 'an anchor is a size and a root of 64 lower-case hex digits');
}
