import { type Candidate, type Decoder, decodeMatches, NONE } from './candidate.ts';
import { RADIO_WORDS } from './telltale.ts';

const SPELLING = RADIO_WORDS.join('|');
const SPELLED = new RegExp(`\\b(?:${SPELLING})(?:[ ,./|\\n-]{1,3}(?:${SPELLING})){3,}\\b`, 'gi');

const FEWEST_SPELLED = 4;

/** The radio alphabet: first letters of a row of its words. */
export const nato: Decoder = {
  name: 'nato',
  needsLanguage: false,
  find(text, { radioRow }) {
    if (radioRow < FEWEST_SPELLED) return NONE;
    return decodeMatches(text, SPELLED, (run) =>
      run.replace(
        /([a-z])[a-z]*(?:-ray)?([ ,./|\n-]{0,3})/gi,
        (_, letter: string, gap: string) => letter + (/[/|\n]|[ ]{2}/.test(gap) ? ' ' : ''),
      ),
    );
  },
};

const FEWEST_LETTERS = 6;
const SPACED = /(?:^|[^A-Za-z0-9])((?:[A-Za-z][ .*_|~-]{1,3}){5,}[A-Za-z])(?![A-Za-z0-9])/g;

/** The sign before the first letter, which the match of spaced letters holds. */
const LEAD = 1;

/** Signs and letters that stand alone between spaces. */
const STANDING_ALONE = /(?<!\S)(?:[!-~] {1,3}){5,}[!-~](?!\S)/g;

/** Single letters with something between them: `i g n o r e`. A wider gap parts words. */
export const spacedLetters: Decoder = {
  name: 'spaced',
  needsLanguage: false,
  find(text, { letterRow }) {
    if (letterRow < FEWEST_LETTERS) return NONE;
    const alone = decodeMatches(text, STANDING_ALONE, joinSigns);
    let next = 0;
    const others = decodeMatches(text, SPACED, joinLetters).filter(({ start, end }) => {
      while (next < alone.length && alone[next]!.end < end) next += 1;
      return alone[next] === undefined || alone[next]!.start > start + LEAD;
    });
    return alone.length === 0 ? others : [...alone, ...others].toSorted((left, right) => left.start - right.start);
  },
};

/** Half of what stands alone must be letters: a table or a sum is no text. */
function joinSigns(run: string): string | undefined {
  const joined = run.replace(/ {2,}| /g, (gap) => (gap.length > 1 ? ' ' : ''));
  const letters = joined.replace(/[^A-Za-z]/g, '').length;
  return letters >= FEWEST_LETTERS && letters * 2 >= joined.length ? joined : undefined;
}

/**
 * The sign before the first letter, if there is one, belongs to the run. Where signs stand between the letters, a space parts
 * words; where spaces do, a wider gap does.
 */
function joinLetters(run: string): string {
  const hasSigns = /[A-Za-z][.*_|~-]+[A-Za-z]/.test(run);
  let joined = '';
  let gap = '';
  for (let at = 0; at < run.length; at += 1) {
    const lower = run.charCodeAt(at) | 0x20;
    const isLetter = lower >= 0x61 && lower <= 0x7a;
    const isWide = hasSigns ? gap.includes(' ') : gap.length > 1;
    if (isLetter) joined += isWide && joined !== '' ? ` ${run[at]}` : run[at];
    else if (at === 0) joined = run.charAt(0).trim();
    gap = isLetter ? '' : gap + run[at];
  }
  return joined;
}

const LEET: ReadonlyMap<string, string> = new Map(
  Object.entries({ 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', 9: 'g', '@': 'a', $: 's', '!': 'i' }),
);
const LEET_TOUCH = /[a-z][013457@$!]|[013457@$][a-z]/gi;
/** A word of letters and at least one sign in the place of a letter. */
const LEET_WORD = /^[a-z013457@$!]{0,18}(?:[a-z][013457@$!]|[013457@$][a-z])[a-z013457@$!]{0,18}[.,!?:;]?$/i;
/** Ordinals, numbers with a unit, handles and variables. */
const NOT_LEET =
  /^(?:\d{1,4}(?:st|nd|rd|th|s|k|m|x|g|d|h|p|kg|mb|gb|tb|am|pm|ms|px|em)|[@$][a-z]+|[a-z]+\d+)[.,!?:;]?$/i;
/** A one that stands for `l`: beside another `l`, or between vowels. */
const LEET_ONE = /l1|1l|1(?=1)|[aeiou034]1[aeiou034]/gi;
const LEET_SIGN = /[0134579@$!](?=[A-Za-z0-9@$])|[013457@$]/g;
const FEWEST_LEET_WORDS = 2;

/** No word that `LEET_WORD` knows is longer. */
const LONGEST_LEET = 40;

/** Digits and signs for letters, where at least two words of a line are written so and read as words then. */
export const leet: Decoder = {
  name: 'leet',
  needsLanguage: true,
  find(text, { leetSigns }, most) {
    if (leetSigns.length < FEWEST_LEET_WORDS) return NONE;
    const found: Candidate[] = [];
    let end = -1;
    for (const sign of leetSigns) {
      if (sign < end) continue;
      const start = text.lastIndexOf('\n', sign) + 1;
      const newline = text.indexOf('\n', sign);
      end = newline < 0 ? text.length : newline;
      const line = text.slice(start, end);
      if (!hasLeetWords(line)) continue;
      if (line.length > most) {
        found.push({ start, end, text: line });
        continue;
      }
      const words = line.split(' ').map(unleet);
      found.push({ start, end, text: words.map((word) => word.text).join(' ') });
    }
    return found;
  },
};

/** Looks only at words in which a sign touches a letter. */
function hasLeetWords(line: string): boolean {
  let count = 0;
  LEET_TOUCH.lastIndex = 0;
  for (let touch = LEET_TOUCH.exec(line); touch !== null; touch = LEET_TOUCH.exec(line)) {
    const space = line.indexOf(' ', touch.index);
    const end = space < 0 ? line.length : space;
    const near = line.slice(Math.max(0, touch.index - LONGEST_LEET), Math.min(end, touch.index + LONGEST_LEET));
    const word = near.slice(near.lastIndexOf(' ') + 1);
    if (unleet(word).isLeet) count += 1;
    if (count >= FEWEST_LEET_WORDS) return true;
    LEET_TOUCH.lastIndex = end;
  }
  return false;
}

function unleet(word: string): { text: string; isLeet: boolean } {
  if (word.length < 3 || !LEET_WORD.test(word) || NOT_LEET.test(word)) return { text: word, isLeet: false };
  const text = word.replace(LEET_ONE, ell).replace(LEET_SIGN, (sign) => LEET.get(sign) ?? sign);
  const letters = text.replace(/[^a-z]/gi, '');
  const vowels = letters.replace(/[^aeiouy]/gi, '').length / letters.length;
  const isWord = vowels >= 0.2 && vowels <= 0.67 && !/[^aeiouy]{5}/i.test(letters) && !/[a-z][A-Z]/.test(word);
  return isWord ? { text, isLeet: true } : { text: word, isLeet: false };
}

function ell(found: string): string {
  return found.replace('1', 'l');
}
