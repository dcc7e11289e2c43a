/** File names inside a ledger directory. */
export const CHECKPOINTS_FILE = 'checkpoints';
export const LOCK_FILE = 'lock';

export function segmentFile(segment: number): string {
  return `${String(segment).padStart(6, '0')}.rfl`;
}

export function payloadFile(segment: number): string {
  return `${String(segment).padStart(6, '0')}.rfp`;
}

/** Where bytes that a recovery cut off are kept: `<file>.<offset>.cut`. */
export function cutFile(file: string, offset: number): string {
  return `${file}.${offset}.cut`;
}

/** Numbers of the segments among these names, ascending. */
export function segmentsAmong(names: readonly string[]): readonly number[] {
  const numbers = names.flatMap((name) => SEGMENT.exec(name)?.[1] ?? []).map(Number);
  return numbers.sort((left, right) => left - right);
}

const SEGMENT = /^([0-9]{6,9})\.rfl$/;
