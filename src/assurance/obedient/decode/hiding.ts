import { type Decoder, replacing } from './decoder.ts';

const COMMENT_INSIDE_WORD = /(\w)(?:\/\*[^*]{0,80}\*\/|<!--[^>]{0,80}-->)(\w)/g;
const TAG = /<\/?[a-zA-Z][^<>]{0,200}>/g;
const MARKDOWN_EMPHASIS = /(\w)(?:\*\*|__|~~|`|\*)(\w)/g;

/**
 * Places where a page hides text. Comments, attributes, titles and values need no decoding: they are strings like any
 * other to a model that reads everything. Only marks that cut a word in two must go.
 */
export const HIDING: readonly Decoder[] = [
  replacing('comment', (text) => (/\/\*|<!--/.test(text) ? text.replace(COMMENT_INSIDE_WORD, '$1$2') : text)),
  replacing('markup', (text) => (text.includes('<') ? text.replace(TAG, '') : text)),
  replacing('emphasis', (text) => text.replace(MARKDOWN_EMPHASIS, '$1$2')),
];
