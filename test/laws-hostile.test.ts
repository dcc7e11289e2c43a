import { describe, expect, test } from 'vitest';
import { controlRows } from './house/catalog.ts';
import { quotingFaults, slowFaults, sourceOf, totalFaults } from './house/law-hostile.ts';

const DRAWN_TEXTS = 300;

describe('every Unicode string gets a well-formed verdict', () => {
  test.each(controlRows())('$id', async ({ control, cases }) => {
    expect(await totalFaults(control, cases, DRAWN_TEXTS)).toEqual([]);
  });
});

describe('no finding contains what it matched: rules are words of the control', () => {
  test.each(controlRows())('$id', async ({ control, cases }) => {
    expect(await quotingFaults(control, cases, sourceOf(control.id))).toEqual([]);
  });
});

describe('100 kB of near misses stay within the time budget', () => {
  test.each(controlRows())('$id', async ({ control, cases }) => {
    expect(await slowFaults(control, cases)).toEqual([]);
  }, 300_000);
});
