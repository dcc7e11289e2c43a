import { CATALOG } from '../../src/controls/index.ts';
import type { Case, Cases, Control, Verdict, View } from '../../src/core/index.ts';
import { viewOf } from './case-view.ts';
import { contextOf } from './means.ts';

export interface Described {
  readonly control: Control;
  readonly cases: Cases;
}

/** Every control of the catalogue with its cases, loaded. */
export const DESCRIBED: readonly Described[] = await Promise.all(
  CATALOG.map(async (control) => ({ control, cases: await control.cases() })),
);

export const KINDS = ['attack', 'benign', 'missed'] as const;

/** Rows for `test.each`: control, kind and name of the case stand in the title. */
export function caseRows(kinds: readonly (typeof KINDS)[number][] = KINDS) {
  return DESCRIBED.flatMap(({ control, cases }) =>
    kinds.flatMap((kind) => cases[kind].map((one: Case) => ({ id: control.id, kind, name: one.name, control, one }))),
  );
}

export function controlRows() {
  return DESCRIBED.map(({ control, cases }) => ({ id: control.id, control, cases, every: everyCase(cases) }));
}

export function everyCase(cases: Cases): readonly Case[] {
  return KINDS.flatMap((kind) => cases[kind]);
}

/** One control on one case, in a fresh context; the view is returned too. */
export async function inspectCase(control: Control, one: Case): Promise<{ verdict: Verdict; view: View }> {
  const view = viewOf(one);
  return { verdict: await control.inspect(view, contextOf(control, one)), view };
}
