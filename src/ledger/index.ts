/** The ledger: append-only, hash-chained, signed, verifiable offline. The format is written down in docs/ledger-format.md. */
export type { EntryKind, LedgerEntry, LedgerEntryBody, LedgerReceipt, LinePlace } from './entry.ts';
export { ENTRY_KINDS } from './entry.ts';
export { readPayload } from './erase.ts';
export type { LedgerErrorCode } from './error.ts';
export { LEDGER_ERROR_CODES, LedgerError } from './error.ts';
export type { Checkpoint, SignedCheckpoint } from './note.ts';
export type { LedgerOptions } from './open.ts';
export { openLedger } from './open.ts';
export type { Problem, ProblemCode } from './problem.ts';
export { PROBLEM_CODES } from './problem.ts';
export type { ConsistencyProof, InclusionProof } from './proof.ts';
export { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './prove.ts';
export { readLedger } from './read.ts';
export type { LedgerFile, LedgerStorage } from './storage.ts';
export { fileStorage } from './storage.ts';
export type { VerifyOptions, VerifyReport } from './verify.ts';
export { verifyLedger } from './verify.ts';
export type { Ledger, LedgerState } from './writer.ts';
