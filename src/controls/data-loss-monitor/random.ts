import { shannonEntropy } from '../../text/index.ts';

// A list of letters or digits in their order, and a name of a program with a number at its end or a file ending.
const ALPHABET = /abcdefgh|0123456789/i;
const NAME = /^[A-Za-z_]{4,60}\d{1,3}(?:[A-Z][A-Za-z]{2,40}|\.[a-z_]{2,40}|_[a-z]{2,40})?$/;
const FILE =
  /\.(?:pem|key|crt|cer|json|ya?ml|txt|env|p12|pfx|jks|xml|properties|conf|py|js|ts|php|rb|go|java|html|css|png|jpg|svg)$/i;
const WORD = /^(?:[A-Za-z]{2,20}|\d{1,4}|20\d{6}|v\d{1,3})$/;
const FEWEST_DIGITS = 20;

/** Long, mixed, and not made of words: digits among letters, letters that nobody would write, or many digits; few repeats. */
export function isRandom(value: string): boolean {
  if (ALPHABET.test(value) || NAME.test(value) || FILE.test(value)) return false;
  const digits = value.replace(/[^0-9]/g, '').length;
  if (digits === value.length) return digits >= FEWEST_DIGITS && shannonEntropy(value) > 2.5;
  if (shannonEntropy(value) < 3) return false;
  if (digits < 2 && !isScrambled(value)) return false;
  const words = value.split(/[-_./:+]/).filter((word) => WORD.test(word) && !isScrambled(word));
  return words.join('').length < value.length / 2;
}

// Pairs of letters that hardly stand side by side in a language, abbreviations apart.
const ODD_PAIR =
  /[jqvz][bcdfghjkmnpqtwx]|[bcfghkmpqtvwxz][jqvxz]|[bdfgjkpqz][xq]|x[bdgjkmnqrvz]|[fghjkqvwxz]z|w[gjkpquvxz]|[dlr]x|y[jqvy]|k[cdgpqx]|g[bckpv]|h[bghkp]|[bdp][kg]|c[bdfgmnpw]|m[fghkr]|u[uwq]|i[iy]/i;
const ODD_PAIRS = new RegExp(ODD_PAIR.source, 'gi');
const ODD_CASE = /[a-z][A-Z][a-z]{1,2}[A-Z]/g;
const SHORTEST_SCRAMBLED = 16;

/** Whether letters look drawn by lot: odd pairs of them, or capitals that begin no words. */
export function isScrambled(value: string): boolean {
  if (value.length < SHORTEST_SCRAMBLED) return false;
  const odd = (value.match(ODD_PAIRS) ?? []).length;
  if (odd >= 3 && odd * 7 >= value.length) return true;
  const turns = (value.match(ODD_CASE) ?? []).length;
  return turns >= 2 && odd > 0 && turns * 9 >= value.length;
}

/** Whether a run holds a pair of letters that is worth a closer look. Cheap. */
export function mayBeScrambled(run: string): boolean {
  return ODD_PAIR.test(run);
}
