/** Told of each occurrence; answering `false` says that this phrase is of no more interest, anywhere. */
export type Hit = (phrase: number, start: number, end: number) => boolean;

/** A state of the automaton: some beginning of some phrase. */
interface State {
  readonly next: Map<number, State>;
  readonly depth: number;
  /** The longest proper ending of this beginning that is a beginning too. */
  fail: State | undefined;
  /** The nearest state on the way over `fail` where a phrase ends. */
  output: State | undefined;
  /** Phrases that end here; those of no more interest are taken out. */
  phrases: number[];
}

/**
 * Finds all occurrences of all phrases in one pass over a text (Aho and Corasick, 1975), overlapping ones too. Phrases are
 * compared exactly, by UTF-16 code unit; an empty phrase is never found.
 */
export function phraseSearch(phrases: readonly string[]): (text: string, hit: Hit) => void {
  const root = buildTrie(phrases);
  if (root.next.size === 0) return () => undefined;
  link(root);
  return (text, hit) => {
    let state = root;
    for (let at = 0; at < text.length; at += 1) {
      state = step(root, state, text.charCodeAt(at));
      const first = state.phrases.length > 0 ? state : liveOutput(state);
      for (let ending = first; ending !== undefined; ending = liveOutput(ending)) report(ending, at + 1, hit);
    }
  };
}

function report(ending: State, end: number, hit: Hit): void {
  ending.phrases = ending.phrases.filter((phrase) => hit(phrase, end - ending.depth, end));
}

/** Skips states whose phrases are all of no more interest, and shortens the way for the next time. */
function liveOutput(state: State): State | undefined {
  while (state.output !== undefined && state.output.phrases.length === 0) state.output = state.output.output;
  return state.output;
}

function step(root: State, from: State, code: number): State {
  let state: State | undefined = from;
  while (state !== undefined) {
    const next = state.next.get(code);
    if (next !== undefined) return next;
    state = state.fail;
  }
  return root;
}

function buildTrie(phrases: readonly string[]): State {
  const root = emptyState(0);
  phrases.forEach((phrase, index) => {
    if (phrase === '') return;
    let state = root;
    for (let at = 0; at < phrase.length; at += 1) {
      const code = phrase.charCodeAt(at);
      let next = state.next.get(code);
      if (next === undefined) {
        next = emptyState(at + 1);
        state.next.set(code, next);
      }
      state = next;
    }
    state.phrases.push(index);
  });
  return root;
}

/** Breadth first, so that the links of everything shorter are known. */
function link(root: State): void {
  const order: State[] = [root];
  for (let index = 0; index < order.length; index += 1) {
    const state = order[index] ?? root;
    for (const [code, next] of state.next) {
      next.fail = state === root ? root : step(root, state.fail ?? root, code);
      next.output = next.fail.phrases.length > 0 ? next.fail : next.fail.output;
      order.push(next);
    }
  }
}

function emptyState(depth: number): State {
  return { next: new Map(), depth, fail: undefined, output: undefined, phrases: [] };
}
