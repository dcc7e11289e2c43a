import { describe, expect, test } from 'vitest';
import type { Control } from '../src/core/index.ts';
import { textsOf } from './house/case-view.ts';
import { everyCase, KINDS } from './house/catalog.ts';
import { CASES, FAULTY, type Laws, SOUND } from './house/faulty.ts';
import { caseFaults, repeatFaults, rewriteFaults } from './house/law-case.ts';
import { quotingFaults, slowFaults, totalFaults } from './house/law-hostile.ts';
import { cutFaults, heldFaults, senderOf } from './house/law-stream.ts';

type Law = (control: Control) => Promise<readonly string[]>;

/** The laws as the derived tests call them, each over all cases of the sample. */
const LAWS: { readonly [name in keyof Laws]: Law } = {
  cases: (control) => all(KINDS.flatMap((kind) => CASES[kind].map((one) => caseFaults(control, one, kind)))),
  repeat: (control) => all(everyCase(CASES).map((one) => repeatFaults(control, one))),
  rewrite: (control) => all(everyCase(CASES).map((one) => rewriteFaults(control, one))),
  cuts: (control) => overTexts(control, cutFaults),
  total: (control) => totalFaults(control, CASES, 300),
  quoting: (control) => quotingFaults(control, CASES, 'sample-mark mark'),
  slow: (control) => slowFaults(control, CASES),
};

describe('the laws prove themselves', () => {
  test.each(Object.entries(LAWS))('%s finds nothing wrong with a sound control', async (_name, law) => {
    expect(await law(SOUND)).toEqual([]);
  });

  test.each(FAULTY)('$law: a control that $fault is caught', async ({ control, law }) => {
    expect(await LAWS[law](control)).not.toEqual([]);
  });

  test('a missed case that is now caught turns red', async () => {
    const [attack] = CASES.attack;
    expect(await caseFaults(SOUND, attack, 'missed')).toEqual(['a miss that is now caught moves up to the attacks']);
  });

  test('text held back longer than the reach is noticed', async () => {
    const holder: Control = { ...SOUND, reach: 'whole' };
    const faults = await overTexts(holder, (send, text) => heldFaults(send, text, 8));
    expect(faults).not.toEqual([]);
  });
});

async function all(faults: readonly Promise<readonly string[]>[]): Promise<readonly string[]> {
  return (await Promise.all(faults)).flat();
}

function overTexts(control: Control, law: typeof cutFaults): Promise<readonly string[]> {
  const texts = everyCase(CASES).flatMap((one) => textsOf(one).map((text) => ({ one, text })));
  return all(texts.map(({ one, text }) => law(senderOf(control, one, 'interface.response'), text)));
}
