import { join } from 'node:path';
import { type VerifyReport, verifyLedger } from '../ledger/index.ts';
import { CliError } from './error.ts';
import { type LedgerChoice, ledgerPlace, publicKeyFor } from './ledger-place.ts';
import type { Terminal } from './terminal.ts';

export interface VerifyChoice extends LedgerChoice {
  readonly publicKey?: string;
  /** `SIZE:ROOT`, as a former run printed it. */
  readonly anchor?: string;
  readonly json?: boolean;
}

/** Verifies a ledger with its files and the public key. 1 when anything was done to it. */
export async function ledgerVerify(choice: VerifyChoice, terminal: Terminal): Promise<number> {
  const place = ledgerPlace(choice, terminal);
  const { key, file, isNamed } = await publicKeyFor(place, choice.publicKey);
  const expect = choice.anchor === undefined ? {} : { expect: anchorIn(choice.anchor) };
  terminal.progress('verifying ...');
  const report = await verifyLedger({ directory: place.directory, publicKey: key, ...expect });
  terminal.progress('');
  if (choice.json) terminal.out(JSON.stringify({ ...report, directory: place.directory, publicKey: file }));
  else print(report, place.directory, terminal);
  if (!isNamed) {
    terminal.error(
      `note: the key was taken from ${file}, on the machine of the ledger. Whoever could rewrite the ledger could replace it: keep the key elsewhere and name it with --public-key`,
    );
  }
  return report.ok ? 0 : 1;
}

function print(report: VerifyReport, directory: string, terminal: Terminal): void {
  const { ok, entries, segments, checkpoints, signed, root, tornBytes, problems, problemCount } = report;
  for (const { code, file, line, message } of problems) {
    terminal.out(`${join(directory, file)}${line === undefined ? '' : `:${line}`}: ${message} (${code})`);
  }
  if (problemCount > problems.length) terminal.out(`and ${problemCount - problems.length} more problems`);
  terminal.out(
    `${entries} entries in ${counted(segments, 'segment')}, ${counted(checkpoints, 'checkpoint')}, the last good one signs ${signed} entries`,
  );
  if (signed < entries) terminal.out(`chained at the end and not signed yet: ${entries - signed}`);
  if (tornBytes > 0) terminal.out(`${tornBytes} bytes of an unfinished line at the end`);
  if (ok && root !== undefined)
    terminal.out(
      `anchor ${entries}:${root}   (write it down elsewhere; --anchor proves later that nothing of this was changed)`,
    );
  terminal.out(ok ? 'ok: nothing was changed' : `not ok: ${counted(problemCount, 'problem')}`);
}

function anchorIn(text: string): { readonly size: number; readonly root: string } {
  const found = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(text);
  if (found?.[1] === undefined || found[2] === undefined) {
    throw new CliError(
      'input-invalid',
      `\`${text.slice(0, 100)}\` is no anchor, it is \`SIZE:ROOT\` with 64 hexadecimal digits, as \`ledger verify\` prints it`,
    );
  }
  return { size: Number(found[1]), root: found[2].toLowerCase() };
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
