import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PseudonymRow } from '../core/index.ts';
import { toCrockford } from './alphabet.ts';
import { createCanaries, createPseudonyms, pseudonymKeyOf, sessionOf } from './index.ts';

const KEY = new Uint8Array(32).fill(3);
const ADA = { id: 'key-a', tenant: 'larkfield', models: [] };
const EVE = { id: 'key-e', tenant: 'larkfield', models: [] };
const FAR = { id: 'key-a', tenant: 'elsewhere', models: [] };

describe('a session', () => {
  test('is the same for the same principal and claim', () => {
    expect(sessionOf(ADA, 'chat-1', KEY)).toEqual(sessionOf({ ...ADA, models: ['large'] }, 'chat-1', KEY));
    expect(sessionOf(ADA, 'chat-1', KEY)).toEqual({ id: expect.stringMatching(/^[0-9a-f]{40}$/), claimed: true });
  });

  test('of another principal, tenant, claim or server key is another', () => {
    const ids = [
      sessionOf(ADA, 'chat-1', KEY),
      sessionOf(EVE, 'chat-1', KEY),
      sessionOf(FAR, 'chat-1', KEY),
      sessionOf(ADA, 'chat-2', KEY),
      sessionOf(ADA, 'chat-1', new Uint8Array(32)),
      sessionOf(ADA, undefined, KEY),
      sessionOf(EVE, undefined, KEY),
    ].map((session) => session.id);
    expect(new Set(ids).size).toBe(7);
  });

  test('cannot be claimed by its id, nor by a claim that imitates the fields of another', () => {
    const target = sessionOf(ADA, 'chat-1', KEY);
    const claims = [target.id, 'key-a","chat-1', '["session","larkfield","key-a","chat-1"]', 'larkfield key-a chat-1'];
    for (const claim of claims) expect(sessionOf(EVE, claim, KEY).id).not.toBe(target.id);
  });

  test.each([undefined, ''])('without a claim (%j) is marked as unclaimed', (claim) => {
    expect(sessionOf(ADA, claim, KEY).claimed).toBe(false);
  });

  test('of any claim has an id of one shape', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (claim) =>
        /^[0-9a-f]{40}$/.test(sessionOf(ADA, claim, KEY).id),
      ),
    );
  });
});

function scopeOf(principal = ADA, claim: string | undefined = 'chat-1', rows: readonly PseudonymRow[] = []) {
  return createPseudonyms({ sessionKey: pseudonymKeyOf(principal, sessionOf(principal, claim, KEY), KEY), rows });
}

describe('pseudonyms', () => {
  test('the same value gives the same token, in this exchange and in the next of the session', () => {
    const token = scopeOf().tokenFor('EMAIL', 'ada@example.org');
    expect(token).toMatch(/^EMAIL_[0-9A-HJKMNP-TV-Z]{8}$/);
    const scope = scopeOf();
    expect(scope.tokenFor('EMAIL', 'ada@example.org')).toBe(token);
    expect(scope.tokenFor('EMAIL', 'ada@example.org')).toBe(token);
    expect(scope.issued()).toEqual([{ token, value: 'ada@example.org' }]);
  });

  test('another type, value, session, principal or tenant gives another token', () => {
    const tokens = [
      scopeOf().tokenFor('EMAIL', 'ada'),
      scopeOf().tokenFor('NAME', 'ada'),
      scopeOf().tokenFor('EMAIL', 'eve'),
      scopeOf(ADA, 'chat-2').tokenFor('EMAIL', 'ada'),
      scopeOf(EVE).tokenFor('EMAIL', 'ada'),
      scopeOf(FAR).tokenFor('EMAIL', 'ada'),
    ].map((token) => token.slice(token.indexOf('_')));
    expect(new Set(tokens).size).toBe(6);
  });

  test('a token resolves where it was issued or loaded, and nowhere else', () => {
    const first = scopeOf();
    const token = first.tokenFor('EMAIL', 'ada@example.org');
    expect(first.valueOf(token)).toBe('ada@example.org');
    expect(scopeOf().valueOf(token)).toBeUndefined();
    expect(scopeOf(ADA, 'chat-1', first.issued()).valueOf(token)).toBe('ada@example.org');
    expect(scopeOf(EVE).valueOf(token)).toBeUndefined();
    expect(first.valueOf('EMAIL_00000000')).toBeUndefined();
    expect(first.valueOf('__proto__')).toBeUndefined();
  });

  test('loaded pairs are known, not issued, and keep their tokens', () => {
    const rows = [{ token: 'EMAIL_0OLDTOKEN', value: 'ada@example.org' }];
    const scope = scopeOf(ADA, 'chat-1', rows);
    expect(scope.tokenFor('EMAIL', 'ada@example.org')).toBe('EMAIL_0OLDTOKEN');
    expect(scope.tokenFor('NAME', 'ada@example.org')).not.toBe('EMAIL_0OLDTOKEN');
    expect(scope.issued().map((row) => row.value)).toEqual(['ada@example.org']);
  });

  test('an adopted pair is known, not issued, and never changes what a token stands for', () => {
    const scope = scopeOf();
    const token = scope.tokenFor('EMAIL', 'ada@example.org');
    scope.adopt([
      { token, value: 'eve@example.org' },
      { token: 'EMAIL_ADOPTED1', value: 'bob@example.org' },
    ]);
    expect(scope.valueOf(token)).toBe('ada@example.org');
    expect(scope.valueOf('EMAIL_ADOPTED1')).toBe('bob@example.org');
    expect(scope.tokenFor('EMAIL', 'bob@example.org')).toBe('EMAIL_ADOPTED1');
    expect(scope.issued()).toEqual([{ token, value: 'ada@example.org' }]);
  });

  test('where two values would meet, the later one gets a longer token, and both resolve', () => {
    const wanted = scopeOf().tokenFor('EMAIL', 'ada@example.org');
    const longer = createPseudonyms({
      sessionKey: pseudonymKeyOf(ADA, sessionOf(ADA, 'chat-1', KEY), KEY),
      rows: [{ token: wanted, value: 'first@example.org' }],
    });
    const token = longer.tokenFor('EMAIL', 'ada@example.org');
    expect(token.startsWith(wanted)).toBe(true);
    expect(token.length).toBe(wanted.length + 1);
    expect(longer.valueOf(wanted)).toBe('first@example.org');
    expect(longer.valueOf(token)).toBe('ada@example.org');
  });

  test('any set of values maps one to one and back', () => {
    const values = fc.uniqueArray(fc.string({ unit: 'binary' }), { maxLength: 60 });
    fc.assert(
      fc.property(values, (list) => {
        const scope = scopeOf();
        const tokens = list.map((value) => scope.tokenFor('NAME', value));
        expect(new Set(tokens).size).toBe(list.length);
        expect(tokens.map((token) => scope.valueOf(token))).toEqual(list);
      }),
      { numRuns: 50 },
    );
  });

  test('RT-11, REG-18: interleaved sessions never see each other, whatever the order', () => {
    const steps = fc.array(fc.record({ who: fc.nat({ max: 5 }), value: fc.nat({ max: 9 }) }), { maxLength: 80 });
    fc.assert(
      fc.property(steps, (order) => {
        const scopes = [ADA, EVE, FAR].flatMap((principal) => [scopeOf(principal, 'one'), scopeOf(principal, 'two')]);
        const issued = scopes.map(() => new Map<string, string>());
        for (const { who, value } of order) {
          const secret = `secret ${value}`;
          issued[who]!.set(scopes[who]!.tokenFor('NAME', secret), secret); // `who` is below 6
        }
        for (const [owner, tokens] of issued.entries()) {
          for (const [token, value] of tokens) {
            const seen = scopes.map((scope) => scope.valueOf(token));
            expect(seen).toEqual(scopes.map((_, index) => (index === owner ? value : undefined)));
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('a canary', () => {
  const canaryFor = createCanaries(KEY);

  test('is the same for the same prompt, and another for another prompt or key', () => {
    expect(canaryFor('You are Larkfield.')).toMatch(/^rf-ref-[0-9a-hjkmnp-tv-z]{20}$/);
    expect(canaryFor('You are Larkfield.')).toBe(canaryFor('You are Larkfield.'));
    expect(canaryFor('You are Larkfield!')).not.toBe(canaryFor('You are Larkfield.'));
    expect(createCanaries(new Uint8Array(32))('You are Larkfield.')).not.toBe(canaryFor('You are Larkfield.'));
  });
});

test.each([
  [[], ''],
  [[0], '00'],
  [[255], 'ZW'],
  [[0x66, 0x6f, 0x6f], 'CSQPY'],
  [[0x66, 0x6f, 0x6f, 0x62, 0x61, 0x72], 'CSQPYRK1E8'],
])('the bytes %j are %j in base 32', (bytes, text) => {
  expect(toCrockford(new Uint8Array(bytes))).toBe(text);
});
