import { ObedientError } from '../error.ts';
import type { Misbehaviour } from '../misbehave.ts';

const ENCODER = new TextEncoder();

/** The pieces of a body as bytes, with the faults that a test asked for. Leaving early is always possible, stalled or not. */
export function bodyOf(pieces: Iterable<string>, misbehave: Misbehaviour): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => iterate(pieces[Symbol.iterator](), misbehave) };
}

function iterate(pieces: Iterator<string>, misbehave: Misbehaviour): AsyncIterator<Uint8Array> {
  const done: IteratorResult<Uint8Array> = { done: true, value: undefined };
  let count = 0;
  let leave: (() => void) | undefined;
  return {
    next() {
      if (count === misbehave.breakAfter)
        return Promise.reject(new ObedientError('stream-broken', 'the obedient model broke the stream as told'));
      if (count === misbehave.stallAfter) return new Promise((resolve) => (leave = () => resolve(done)));
      count++;
      const piece = pieces.next();
      return Promise.resolve(piece.done === true ? done : { done: false, value: ENCODER.encode(piece.value) });
    },
    return() {
      leave?.();
      pieces.return?.();
      return Promise.resolve(done);
    },
  };
}
