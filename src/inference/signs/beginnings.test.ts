import { describe, expect, test } from 'vitest';
import { beginningsOf } from './beginnings.ts';

describe('what a match can begin with is read from the pattern', () => {
  test.each([
    ['a word', '\\bshow\\b.*', ['show']],
    ['one of several', '\\b(?:show|tell (?:me|us))\\b', ['show', 'tell me', 'tell us']],
    ['an ending that may be missing', '\\bforget(?:ting)?\\b[^.]{0,9}x', ['forget']],
    ['a letter of a few', '\\bsummari[sz]e\\b', ['summarise', 'summarize']],
    ['a sign that may be missing', "\\bdon'?t", ["don't", 'dont']],
    ['alternatives with a boundary each', '\\bone\\b|\\b(?:two|six)', ['one', 'two', 'six']],
    ['a group before its boundary', '(?:\\bone|\\btwo) x', ['one x', 'two x']],
    ['a repeated group', '\\bvery(?: very){0,3} bad', ['very very', 'very bad']],
    ['a refusal ahead', '\\babove(?! (?:all|me))', ['above']],
  ])('%s', (_name, pattern, expected) => {
    expect([...(beginningsOf(pattern, true) ?? [])].sort()).toEqual([...expected].sort());
  });

  test.each([
    ['no boundary', 'show'],
    ['a boundary in one alternative only', '\\bshow|tell'],
    ['a beginning that may be missing', '\\b(?:show)?'],
    ['a class of many', '\\b[a-z]{1,4}gpt'],
    ['the start of a line', '(?:^|\\n)system'],
  ])('%s may be anything', (_name, pattern) => {
    expect(beginningsOf(pattern, true)).toBeUndefined();
  });

  test('scripts without spaces need no boundary', () => {
    expect(beginningsOf('(?:\\u5ffd\\u7565|ab)[^.]', false)).toEqual(['\u5ffd\u7565', 'ab']);
  });
});
