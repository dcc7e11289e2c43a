import { type FilePlace, RingfortError } from '../core/index.ts';

const FRAMES = 12;
const NAME = /^[A-Za-z][A-Za-z0-9]{0,63}$/;
const CODE = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** An error as a log may hold it. */
export interface LoggedError {
  readonly name: string;
  readonly code?: string;
  readonly place?: FilePlace;
  /** Where it was thrown; lines of our code, not its message. */
  readonly frames: readonly string[];
  readonly cause?: LoggedError;
}

/** Name, code, place and stack, never the message: messages quote what they fail on. One cause deep. */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { name: 'not-an-error', frames: [] };
  const code = 'code' in error && typeof error.code === 'string' && CODE.test(error.code) ? error.code : undefined;
  return {
    name: NAME.test(error.name) ? error.name : 'Error',
    ...(code === undefined ? {} : { code }),
    ...(error instanceof RingfortError && error.place !== undefined ? { place: placeOf(error.place) } : {}),
    frames: framesOf(error),
    ...(error.cause === undefined || depth > 0 ? {} : { cause: loggedError(error.cause, depth + 1) }),
  };
}

function placeOf({ file, line, column }: FilePlace): FilePlace {
  return { file, line, column };
}

/**
 * The frames after the head of the stack. The head holds the message, which may itself contain lines that look like
 * frames: when it cannot be cut off exactly, nothing is kept.
 */
function framesOf(error: Error): readonly string[] {
  const stack = error.stack ?? '';
  for (const name of [error.name, error.constructor.name, 'Error']) {
    const head = error.message === '' ? name : `${name}: ${error.message}`;
    if (!stack.startsWith(`${head}\n    at `)) continue;
    const lines = stack.slice(head.length + 1).split('\n');
    return lines.slice(0, FRAMES).map((line) => line.trim().replace(/^at /, ''));
  }
  return [];
}
