import { expect, test } from 'vitest';
import { formedSecrets } from '../form.ts';
import { RULES } from './table.ts';

const rulesIn = (text: string) =>
  text.split(/[\s"']/).flatMap((word) => formedSecrets(word).map((secret) => secret.rule.id));

test('there are at least eighty rules, each with a name of its own', () => {
  const ids = RULES.map((rule) => rule.id);
  expect(ids.length).toBeGreaterThanOrEqual(80);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(RULES.map((rule) => ({ id: rule.id, rule })))('$id finds its proof and passes its near miss', ({
  id,
  rule,
}) => {
  expect(rule.pattern.sticky).toBe(true);
  expect(rulesIn(rule.proof.found)).toContain(id);
  expect(rulesIn(rule.proof.passed)).not.toContain(id);
});
