import { inclusionProof, readLedger, verifyInclusion, verifyLedger } from '../ledger/index.ts';
import { CliError } from './error.ts';
import { type LedgerChoice, ledgerPlace, publicKeyFor } from './ledger-place.ts';
import type { Terminal } from './terminal.ts';

export interface ProveChoice extends LedgerChoice {
  /** The number of an entry, or a decision id. */
  readonly entry: string;
  readonly publicKey?: string;
}

/**
 * Prints, for each entry meant, `{"entry","proof","signed"}` on a line: the proof leads from the entry to the root over
 * the entries that the last good checkpoint signs, or over all when this one is not signed yet.
 */
export async function ledgerProve(choice: ProveChoice, terminal: Terminal): Promise<number> {
  const place = ledgerPlace(choice, terminal);
  const { directory } = place;
  const wanted = await entriesFor(choice.entry, directory);
  const { key } = await publicKeyFor(place, choice.publicKey);
  terminal.progress('verifying ...');
  const { signed, ok, problemCount } = await verifyLedger({ directory, publicKey: key });
  terminal.progress('');
  if (!ok) terminal.error(`warning: this ledger has ${problemCount} problems, see \`ringfort ledger verify\``);
  for (const sequence of wanted) {
    const isSigned = sequence < signed;
    const proof = await inclusionProof({ directory, sequence, ...(isSigned ? { size: signed } : {}) });
    const isGood = verifyInclusion(proof);
    terminal.out(JSON.stringify({ proof, signed: isSigned, verified: isGood }));
    terminal.error(
      isSigned
        ? `entry ${sequence} is among the first ${proof.size}, whose root is signed; give the note of that size in ${directory}/checkpoints along with the proof`
        : `entry ${sequence} is in the ledger, and no checkpoint signs it yet`,
    );
    if (!isGood) return 1;
  }
  return ok ? 0 : 1;
}

async function entriesFor(entry: string, directory: string): Promise<readonly number[]> {
  if (/^\d{1,15}$/.test(entry)) return [Number(entry)];
  if (!/^[a-z]+_[0-9A-Za-z]{1,60}$/.test(entry))
    throw new CliError(
      'input-invalid',
      `\`${entry.slice(0, 40)}\` is neither the number of an entry nor a decision id`,
    );
  const found: number[] = [];
  for await (const { entry: one } of readLedger(directory)) if (one.body.decision === entry) found.push(one.sequence);
  if (found.length === 0) throw new CliError('not-found', `no entry of \`${directory}\` is about \`${entry}\``);
  return found;
}
