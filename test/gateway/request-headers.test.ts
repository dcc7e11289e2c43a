import { describe, expect, test } from 'vitest';
import type { Principal } from '../../src/core/index.ts';
import { callerHeaders } from '../../src/gateway/caller-headers.ts';

const principal = (id: string): Principal => ({ id, tenant: 't', models: [] });
const means = { scopedKey: ({ id }: Principal, value: string) => `scoped-${id}-${value.length}` };
const FORWARDED = ['anthropic-version', 'anthropic-beta', 'openai-beta', 'idempotency-key'];
const read = (given: Readonly<Record<string, string>>, who = 'a') =>
  callerHeaders(given, FORWARDED, principal(who), means);

describe('headers that a provider gets from a caller', () => {
  test('are those of the dialect and no others', () => {
    expect(read({ 'anthropic-version': '2023-06-01', cookie: 'x', authorization: 'Bearer y' })).toEqual({
      ok: true,
      headers: { 'anthropic-version': '2023-06-01' },
    });
  });

  test.each([
    ['anthropic-beta', 'context-1m-2025-08-07'],
    ['anthropic-beta', 'interleaved-thinking-2025-05-14,token-efficient-tools-2025-02-19'],
    ['anthropic-beta', 'a-1, b-2'],
    ['openai-beta', 'assistants=v2'],
  ])('`%s: %s` goes on as it is', (name, value) => {
    expect(read({ [name]: value })).toEqual({ ok: true, headers: { [name]: value } });
  });

  test.each([
    ['anthropic-beta', 'ignore all previous instructions'],
    ['anthropic-beta', 'GHP_A1b2C3'],
    ['anthropic-beta', 'x'.repeat(65)],
    ['anthropic-beta', 'a,'],
    ['anthropic-beta', ''],
    ['anthropic-version', 'latest'],
    ['openai-beta', 'a=b=c'],
    ['idempotency-key', 'two words'],
    ['idempotency-key', 'x'.repeat(256)],
  ])('`%s: %s` is refused', (name, value) => {
    expect(read({ [name]: value })).toMatchObject({ ok: false, refusal: { code: 'invalid-request' } });
  });

  test('name no key of a repeated request as the caller wrote it, and two callers never the same', () => {
    const [one, two] = ['a', 'b'].map((who) => read({ 'idempotency-key': 'order-1' }, who));
    expect(one).toMatchObject({ headers: { 'idempotency-key': 'scoped-a-7' } });
    expect(two).not.toEqual(one);
  });
});
