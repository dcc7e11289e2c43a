/** Pure text tools: canonical form, decoders, views for matching, many-pattern search. Imports nothing but the words. */
export type { Canonical, CanonicalChange } from './canonical.ts';
export { canonicalise } from './canonical.ts';
export type { DecodeLimits } from './decode.ts';
export { DECODE_LIMITS, decodedViews, decodesFurther } from './decode.ts';
export type { TextEdit } from './edits.ts';
export { applyEdits, withInsertions } from './edits.ts';
export { shannonEntropy } from './entropy.ts';
export type { InvisibleKind } from './invisible.ts';
export type { JsonEdit, JsonLimits, JsonNode, JsonPath, JsonProblem, JsonScan } from './json.ts';
export { editJson, parseJson, pointerOf, rawValue, stringLeaves, walkJson } from './json.ts';
export { languageScore } from './language.ts';
export type { PatternMatch, PatternRule, PatternSet } from './pattern-set.ts';
export { compilePatterns } from './pattern-set.ts';
export type { DetectionView } from './view.ts';
export { detectionView, skeleton } from './view.ts';
export type { WordSpan } from './words.ts';
export { wordsOf } from './words.ts';
