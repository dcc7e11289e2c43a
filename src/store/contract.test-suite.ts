import { afterEach, describe, expect, test } from 'vitest';
import type { KeyRow, Store } from '../core/index.ts';

/** What an engine must offer to be tested: opening the same place again finds what was closed there. */
export interface Engine {
  open(place: string, now: () => number): Promise<Store>;
}

const MINUTE = 60_000;

const ROW: KeyRow = {
  id: 'key-one',
  hash: 'ab'.repeat(32),
  tenant: 'larkfield',
  name: 'support \u{e4} \u{1f511}',
  models: ['small', '*'],
  createdAt: 1_000,
  expiresAt: 9_000,
};

/** The contract of the store's ports. Every engine calls it; what it says is what controls may rely on. */
export function describeStore(name: string, engine: Engine): void {
  describe(`${name}: the contract of a store`, () => {
    const opened: Store[] = [];
    let clock = 1_000_000;
    let places = 0;
    const now = () => clock;

    async function openAt(place: string): Promise<Store> {
      const store = await engine.open(place, now);
      opened.push(store);
      return store;
    }

    function newPlace(): string {
      places += 1;
      return `contract-${places}`;
    }

    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close();
    });

    describe('keys', () => {
      test('a key that was put is found by its id, whole', async () => {
        const { keys } = await openAt(newPlace());
        await keys.put(ROW);
        expect(await keys.find('key-one')).toEqual(ROW);
        expect(await keys.find('key-two')).toBeUndefined();
        expect(await keys.list()).toEqual([ROW]);
      });

      test('a revocation is visible as soon as put resolves, and after opening again', async () => {
        const place = newPlace();
        const store = await openAt(place);
        await store.keys.put(ROW);
        await store.keys.put({ ...ROW, revokedAt: 2_000 });
        expect((await store.keys.find('key-one'))?.revokedAt).toBe(2_000);
        await store.close();
        expect(await (await openAt(place)).keys.list()).toEqual([{ ...ROW, revokedAt: 2_000 }]);
      });

      test('changing the object that was put, or the one that was found, changes nothing stored', async () => {
        const { keys } = await openAt(newPlace());
        const models = ['small'];
        await keys.put({ ...ROW, models });
        models.push('large');
        expect((await keys.find('key-one'))?.models).toEqual(['small']);
      });

      test.each([
        '__proto__',
        'constructor',
        "' OR 1=1 --",
        '\u{0}',
        '\u{1f511}',
      ])('the id %j is a name like any other', async (id) => {
        const { keys } = await openAt(newPlace());
        expect(await keys.find(id)).toBeUndefined();
        await keys.put({ ...ROW, id });
        expect(await keys.find(id)).toEqual({ ...ROW, id });
      });

      test('of two puts of one id the later one stays', async () => {
        const { keys } = await openAt(newPlace());
        await Promise.all([keys.put({ ...ROW, name: 'first' }), keys.put({ ...ROW, name: 'second' })]);
        expect((await keys.find('key-one'))?.name).toBe('second');
      });
    });

    describe('pseudonyms', () => {
      const PAIRS = [
        { token: 'EMAIL_00000001', value: 'ada@example.org' },
        { token: 'NAME_00000002', value: 'Ada \u{1f511} \u{e4}' },
      ];

      test('what a session saved is loaded by that session, and by no other', async () => {
        const { pseudonyms } = await openAt(newPlace());
        await pseudonyms.save('one', PAIRS, MINUTE);
        expect(await pseudonyms.load('one')).toEqual(PAIRS);
        expect(await pseudonyms.load('two')).toEqual([]);
        expect(await pseudonyms.load('__proto__')).toEqual([]);
      });

      test('saving again adds pairs; a token that is taken keeps its value', async () => {
        const { pseudonyms } = await openAt(newPlace());
        await pseudonyms.save('one', PAIRS.slice(0, 1), MINUTE);
        await pseudonyms.save(
          'one',
          [{ token: 'EMAIL_00000001', value: 'eve@example.org' }, ...PAIRS.slice(1)],
          MINUTE,
        );
        expect(await pseudonyms.load('one')).toEqual(PAIRS);
      });

      test('many small saves are all loaded', async () => {
        const place = newPlace();
        const store = await openAt(place);
        const expected = Array.from({ length: 50 }, (_, index) => ({ token: `T_${index}`, value: `value ${index}` }));
        for (const pair of expected) await store.pseudonyms.save('one', [pair], MINUTE);
        expect(await store.pseudonyms.load('one')).toEqual(expected);
        await store.close();
        expect(await (await openAt(place)).pseudonyms.load('one')).toEqual(expected);
      });

      test('a session unused for its time to live is forgotten; use keeps it', async () => {
        const { pseudonyms } = await openAt(newPlace());
        await pseudonyms.save('used', PAIRS, MINUTE);
        await pseudonyms.save('unused', PAIRS, MINUTE);
        for (let step = 0; step < 4; step += 1) {
          clock += 0.9 * MINUTE;
          expect(await pseudonyms.load('used')).toEqual(PAIRS);
        }
        expect(await pseudonyms.load('unused')).toEqual([]);
        clock += 2 * MINUTE;
        expect(await pseudonyms.load('used')).toEqual([]);
      });

      test('a forgotten session stays forgotten after opening again, and can begin anew', async () => {
        const place = newPlace();
        const store = await openAt(place);
        await store.pseudonyms.save('one', PAIRS, MINUTE);
        await store.pseudonyms.save('two', PAIRS, MINUTE);
        await store.pseudonyms.forget('one');
        await store.pseudonyms.forget('never seen');
        expect(await store.pseudonyms.load('one')).toEqual([]);
        await store.close();
        const again = await openAt(place);
        expect(await again.pseudonyms.load('one')).toEqual([]);
        expect(await again.pseudonyms.load('two')).toEqual(PAIRS);
        await again.pseudonyms.save('one', PAIRS.slice(1), MINUTE);
        expect(await again.pseudonyms.load('one')).toEqual(PAIRS.slice(1));
      });

      test('interleaved sessions see their own values only', async () => {
        const { pseudonyms } = await openAt(newPlace());
        const sessions = Array.from({ length: 20 }, (_, index) => `session ${index}`);
        const rounds = Array.from({ length: 5 }, (_, round) => round);
        const saves = rounds.flatMap((round) =>
          sessions.map((session) =>
            pseudonyms.save(session, [{ token: `T_${round}`, value: `${session} ${round}` }], MINUTE),
          ),
        );
        await Promise.all(saves);
        for (const session of sessions) {
          const values = (await pseudonyms.load(session)).map((row) => row.value);
          expect(values).toEqual(rounds.map((round) => `${session} ${round}`));
        }
      });
    });

    describe('counters', () => {
      test('sums what was added in the window, per name', async () => {
        const { counters } = await openAt(newPlace());
        expect(await counters.add('requests', 1, MINUTE)).toBe(1);
        expect(await counters.add('requests', 2, MINUTE)).toBe(3);
        expect(await counters.add('tokens', 5, MINUTE)).toBe(5);
        expect(await counters.add('requests', 0, MINUTE)).toBe(3);
      });

      test('nothing of the last window is left out, whatever the phase', async () => {
        const { counters } = await openAt(newPlace());
        for (const phase of [0, 1, 3_749, 3_750, 3_751, 29_999, 59_999]) {
          clock = 10_000_000 + phase;
          await counters.add(`phase ${phase}`, 1, MINUTE);
          clock += MINUTE - 1;
          expect(await counters.add(`phase ${phase}`, 1, MINUTE)).toBe(2);
        }
      });

      test('what is older than the window and a sixteenth is gone', async () => {
        const { counters } = await openAt(newPlace());
        await counters.add('requests', 7, MINUTE);
        clock += MINUTE + MINUTE / 16;
        expect(await counters.add('requests', 1, MINUTE)).toBe(1);
      });

      test('adds made at once are all counted', async () => {
        const { counters } = await openAt(newPlace());
        const sums = await Promise.all(Array.from({ length: 100 }, () => counters.add('requests', 1, MINUTE)));
        expect(Math.max(...sums)).toBe(100);
        expect(new Set(sums).size).toBe(100);
      });

      test('an amount that is no number is refused', async () => {
        const { counters } = await openAt(newPlace());
        await expect(counters.add('requests', Number.NaN, MINUTE)).rejects.toThrow(RangeError);
        await expect(counters.add('requests', 1, 0)).rejects.toThrow(RangeError);
      });
    });

    describe('session labels', () => {
      test('a join only tightens, each part on its own', async () => {
        const { sessionLabels } = await openAt(newPlace());
        expect(await sessionLabels.get('one')).toBeUndefined();
        await sessionLabels.join('one', { integrity: 'untrusted', confidentiality: 'internal' }, MINUTE);
        const joined = await sessionLabels.join(
          'one',
          { integrity: 'trusted', confidentiality: 'confidential' },
          MINUTE,
        );
        expect(joined).toEqual({ integrity: 'untrusted', confidentiality: 'confidential' });
        expect(await sessionLabels.get('one')).toEqual({ integrity: 'untrusted', confidentiality: 'confidential' });
      });

      test('one conversation never colours another', async () => {
        const { sessionLabels } = await openAt(newPlace());
        await Promise.all([
          sessionLabels.join('one', { integrity: 'untrusted', confidentiality: 'restricted' }, MINUTE),
          sessionLabels.join('two', { integrity: 'user', confidentiality: 'public' }, MINUTE),
        ]);
        expect(await sessionLabels.get('two')).toEqual({ integrity: 'user', confidentiality: 'public' });
        expect(await sessionLabels.get('three')).toBeUndefined();
      });

      test('labels outlive a restart, and end with their time to live', async () => {
        const place = newPlace();
        const store = await openAt(place);
        await store.sessionLabels.join('one', { integrity: 'untrusted', confidentiality: 'public' }, MINUTE);
        await store.close();
        const { sessionLabels } = await openAt(place);
        clock += MINUTE - 1;
        expect(await sessionLabels.get('one')).toEqual({ integrity: 'untrusted', confidentiality: 'public' });
        clock += MINUTE;
        expect(await sessionLabels.get('one')).toBeUndefined();
        const fresh = await sessionLabels.join('one', { integrity: 'user', confidentiality: 'public' }, MINUTE);
        expect(fresh).toEqual({ integrity: 'user', confidentiality: 'public' });
      });

      test('a shorter time to live does not shorten what an earlier join was promised', async () => {
        const { sessionLabels } = await openAt(newPlace());
        await sessionLabels.join('one', { integrity: 'untrusted', confidentiality: 'public' }, 10 * MINUTE);
        await sessionLabels.join('one', { integrity: 'user', confidentiality: 'public' }, 1);
        clock += 9 * MINUTE;
        expect((await sessionLabels.get('one'))?.integrity).toBe('untrusted');
      });
    });

    test('a closed store refuses every call, and closing twice is harmless', async () => {
      const store = await openAt(newPlace());
      await store.close();
      await store.close();
      const calls = [
        () => store.keys.find('one'),
        () => store.keys.put(ROW),
        () => store.pseudonyms.load('one'),
        () => store.counters.add('one', 1, MINUTE),
        () => store.sessionLabels.get('one'),
        () => store.accumulators.add('one', { turn: 'a', step: 1, ceiling: 1 }, MINUTE),
      ];
      for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'store-closed' });
    });
  });
}
