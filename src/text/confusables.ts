/**
 * Letters of other scripts that look like a lower-case Latin letter, after case folding. Written from the shapes in the
 * Unicode code charts; kept to letters that pass for the Latin one in running text.
 */
const LOOKALIKES: Readonly<Record<string, string>> = {
  a: '\u0430\u03b1\u0251\u1d00\u2c6d\uab7a\u13aa',
  b: '\u042c\u044c\u0184\u0185\u0299\u13cf\u15af\u03b2\u13f4\u0432',
  c: '\u0441\u03f2\u1d04\u2ca5\u13df\uab9f\u0188',
  d: '\u0501\u13e7\u146f\u1d05\u0257\uab6f',
  e: '\u0435\u0454\u04bd\u1d07\u212e\u03b5\u0511\u13ac\uab7c',
  f: '\u017f\ua730\u0192\u0584\u03dd\ua799',
  g: '\u0261\u0581\u0262\u0260\u13c0\u050d\u018d',
  h: '\u04bb\u0570\u029c\u13bb\u0266\u043d\uab8b',
  i: '\u0456\u03b9\u026a\u0131\u04cf\u0269\u0268\u13a5\uab75\u04c0\u2c92',
  j: '\u0458\u03f3\u1d0a\u13ab\u029d\uab7b',
  k: '\u043a\u03ba\u1d0b\u13e6\u2c95\u0199\uab76',
  l: '\u029f\u13de\u026d\u0142\uab9e\u217c\u05c0\u0196',
  m: '\u043c\u1d0d\u13b7\u2c99\u0271\u217f\uab87',
  n: '\u0578\u057c\u0274\u03b7\u0272\u0273\u0438\u0438',
  o: '\u043e\u03bf\u0585\u1d0f\u03c3\u2c9f\u0ed0\u0d20\u101d\u10ff\u2d54\u0665\u06f5\u09e6\u0966',
  p: '\u0440\u03c1\u1d18\u13e2\u2ca3\u01bf\uab82',
  q: '\u051b\u0566\u0563\u02a0',
  r: '\u0433\u1d26\u0280\u13a1\u13d2\u027e\u027c\uab71\uab81\u044f',
  s: '\u0455\u0282\ua731\u13da\u01bd\u13d5\uab8a',
  t: '\u0442\u03c4\u1d1b\u13a2\u01ad\u2ca7\uab72',
  u: '\u057d\u03c5\u1d1c\u028b\u0446\u0289\u1294',
  v: '\u0475\u03bd\u1d20\u13d9\u2174\u0477\u05d8\uaba9',
  w: '\u051d\u0461\u1d21\u13b3\u0270\u026f\u0448\u03c9\uab83',
  x: '\u0445\u03c7\u2179\u2cad\u1541\u157d\u00d7',
  y: '\u0443\u03b3\u028f\u13a9\u04af\u1eff\u10e7\u0263\uab79',
  z: '\u1d22\u13c3\u0290\u01b6\u2c8d\uab93',
};

/** Letters that compatibility and canonical decomposition leave alone, and their plain Latin spelling. */
const PLAIN: readonly (readonly [string, string])[] = [
  ['\u00df', 'ss'],
  ['\u00e6', 'ae'],
  ['\u0153', 'oe'],
  ['\u00f8', 'o'],
  ['\u0111', 'd'],
  ['\u00f0', 'd'],
  ['\u0127', 'h'],
  ['\u0131', 'i'],
  ['\u0142', 'l'],
  ['\u0167', 't'],
  ['\u00fe', 'th'],
  ['\u2018', "'"],
  ['\u2019', "'"],
  ['\u201b', "'"],
  ['\u02bc', "'"],
  ['\u201c', '"'],
  ['\u201d', '"'],
  ['\u201e', '"'],
  ['\u00ab', '"'],
  ['\u00bb', '"'],
  ['\u2010', '-'],
  ['\u2011', '-'],
  ['\u2012', '-'],
  ['\u2013', '-'],
  ['\u2014', '-'],
  ['\u2212', '-'],
  ['\u2026', '...'],
];

/** The Latin letter that a foreign letter passes for. */
export const LATIN_LOOKALIKE: ReadonlyMap<string, string> = new Map(
  Object.entries(LOOKALIKES).flatMap(([latin, others]) => Array.from(others, (other) => [other, latin] as const)),
);

/** Plain spelling of Latin letters and punctuation without a decomposition. */
export const PLAIN_SPELLING: ReadonlyMap<string, string> = new Map(PLAIN);
