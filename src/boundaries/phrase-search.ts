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

/** Characters of all phrases that the automaton may hold; each state costs some hundred bytes. */
const HELD_CHARACTERS = 65_536;
/** The longest and the shortest beginning of a phrase by which it is found. */
const LONGEST_HEAD = 256;
const SHORTEST_HEAD = 16;
/** A phrase whose beginning was found so often without its rest is given up: time stays linear, nothing false is found. */
const ATTEMPTS = 256;

/**
 * Finds all occurrences of all phrases in one pass over a text (Aho and Corasick, 1975), overlapping ones too. Phrases are
 * compared exactly, by UTF-16 code unit; an empty phrase is never found. Long phrases are found by their beginning, and
 * compared from there.
 */
export function phraseSearch(phrases: readonly string[]): (text: string, hit: Hit) => void {
  const fair = Math.floor(HELD_CHARACTERS / Math.max(1, phrases.length));
  const head = Math.min(LONGEST_HEAD, Math.max(SHORTEST_HEAD, fair));
  const root = buildTrie(phrases.map((phrase) => phrase.slice(0, head)));
  if (root.next.size === 0) return () => undefined;
  link(root);
  const attempts = phrases.map(() => ATTEMPTS);
  return (text, hit) => {
    const tell = (index: number, start: number): boolean => {
      const phrase = phrases[index] ?? '';
      if (phrase.length <= head || text.startsWith(phrase, start)) return hit(index, start, start + phrase.length);
      const left = (attempts[index] ?? 0) - 1;
      attempts[index] = left;
      return left > 0;
    };
    let state = root;
    for (let at = 0; at < text.length; at += 1) {
      state = step(root, state, text.charCodeAt(at));
      const first = state.phrases.length > 0 ? state : liveOutput(state);
      for (let ending = first; ending !== undefined; ending = liveOutput(ending)) {
        const start = at + 1 - ending.depth;
        ending.phrases = ending.phrases.filter((phrase) => tell(phrase, start));
      }
    }
  };
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
