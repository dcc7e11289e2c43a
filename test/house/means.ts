import { caseContext } from '../../src/boundaries/index.ts';
import type { Case, Context, Control, DecodedText, Need } from '../../src/core/index.ts';
import { decodedViews } from '../../src/text/index.ts';
import { SCREEN } from './classifier.ts';

/** A context as a control of the catalogue takes it. */
export type CaseContext = Context<unknown, Need>;

/** The context of a case, with the stand-ins that the self-proof uses too. Equal cases get equal, fresh contexts. */
export function contextOf(
  control: Control,
  one: Pick<Case, 'config' | 'pseudonyms' | 'prompts' | 'registry' | 'turns'>,
): CaseContext {
  const whole: Case = { ...one, name: 'context', crossing: control.crossings[0], expect: { outcome: 'pass' } };
  return caseContext(control, whole, { decode: remembered(), classifier: SCREEN }) as CaseContext; // has what this control declared, and so all it asks for
}

/** Decoded views, computed once per text as in an exchange. */
function remembered(): Context['decode'] {
  const known = new Map<string, readonly DecodedText[]>();
  return (text) => {
    const views = known.get(text) ?? decodedViews(text);
    known.set(text, views);
    return views;
  };
}
