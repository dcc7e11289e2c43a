import { hash } from 'node:crypto';
import { isEntryKind, type LedgerEntry, type LedgerEntryBody } from './entry.ts';
import { edgeLength } from './merkle.ts';

/** The first line of a segment. It is a link of the chain, not a leaf of the tree. */
export interface SegmentHeader {
  readonly segment: number;
  /** The sequence of the first entry of the segment; also the size of the tree so far. */
  readonly first: number;
  readonly previous: string;
  readonly writer: string;
  readonly key: string;
  readonly at: number;
  /** Hex of the subtree roots of the tree so far, largest first. */
  readonly edge: readonly string[];
  readonly hash: string;
}

/** A line with its hash. `text` has no newline. */
export interface SealedLine {
  readonly text: string;
  readonly hash: string;
}

export const FORMAT = 'ringfort-ledger/1';

/** What stands before the first line of a ledger. */
export const GENESIS = '0'.repeat(64);

/** Everything after the hashed bytes of a line: `,"hash":"` + 64 hex digits + `"}`. */
export const SUFFIX_BYTES = 75;

/** The longest entry line that is written or read, in bytes. */
export const MAX_LINE_BYTES = 8 * 1024 * 1024;

export function sealEntry(sequence: number, previous: string, bodyText: string, payload?: string): SealedLine {
  const reference = payload === undefined ? '' : `,"payload":"${payload}"`;
  return seal(`{"sequence":${sequence},"previous":"${previous}","body":${bodyText}${reference}`);
}

export function sealHeader(header: Omit<SegmentHeader, 'hash'>): SealedLine {
  const { segment, first, previous, writer, key, at, edge } = header;
  return seal(JSON.stringify({ format: FORMAT, segment, first, previous, writer, key, at, edge }).slice(0, -1));
}

/** The hash that a line claims for itself, and whether the bytes before it give that hash. */
export function claimedHash(line: Buffer): { readonly hash: string; readonly holds: boolean } | undefined {
  if (line.length <= SUFFIX_BYTES) return undefined;
  const prefix = line.subarray(0, line.length - SUFFIX_BYTES);
  const found = SUFFIX.exec(line.toString('latin1', prefix.length));
  if (found?.[1] === undefined) return undefined;
  return { hash: found[1], holds: hash('sha256', prefix, 'hex') === found[1] };
}

/** Reads an entry whatever its hash; undefined when the line does not have the form of an entry. */
export function parseEntry(line: string): LedgerEntry | undefined {
  const value = parseObject(line);
  if (value === undefined) return undefined;
  const { sequence, previous, body, payload, hash: own } = value;
  if (!isCount(sequence) || !isHash(previous) || !isHash(own) || !isBody(body)) return undefined;
  if (payload !== undefined && !isHash(payload)) return undefined;
  if (!hasKeys(value, payload === undefined ? ENTRY_KEYS : ENTRY_KEYS_WITH_PAYLOAD)) return undefined;
  return { sequence, previous, body, ...(payload === undefined ? {} : { payload }), hash: own };
}

/** Reads a header whatever its hash; undefined when the line does not have the form of a header. */
export function parseHeader(line: string): SegmentHeader | undefined {
  const value = parseObject(line);
  if (value === undefined || value.format !== FORMAT || !hasKeys(value, HEADER_KEYS)) return undefined;
  const { segment, first, previous, writer, key, at, edge, hash: own } = value;
  if (!isCount(segment) || !isCount(first) || !isHash(previous) || !isHash(own)) return undefined;
  if (typeof writer !== 'string' || !WRITER.test(writer) || !isHash(key) || !isCount(at)) return undefined;
  if (!Array.isArray(edge) || !edge.every(isHash) || edge.length !== edgeLength(first)) return undefined;
  return { segment, first, previous, writer, key, at, edge, hash: own };
}

function seal(prefix: string): SealedLine {
  const digest = hash('sha256', prefix, 'hex');
  return { text: `${prefix},"hash":"${digest}"}`, hash: digest };
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined; // any object can be asked for fields
  } catch {
    return undefined;
  }
}

function hasKeys(value: object, keys: string): boolean {
  return Object.keys(value).join() === keys;
}

function isBody(value: unknown): value is LedgerEntryBody {
  if (typeof value !== 'object' || value === null) return false;
  return 'kind' in value && isEntryKind(value.kind) && 'at' in value && isCount(value.at);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0; // a safe integer is a number
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && HASH.test(value);
}

const HASH = /^[0-9a-f]{64}$/;
const SUFFIX = /^,"hash":"([0-9a-f]{64})"\}$/;
const WRITER = /^[0-9a-f]{16}$/;
const ENTRY_KEYS = 'sequence,previous,body,hash';
const ENTRY_KEYS_WITH_PAYLOAD = 'sequence,previous,body,payload,hash';
const HEADER_KEYS = 'format,segment,first,previous,writer,key,at,edge,hash';
