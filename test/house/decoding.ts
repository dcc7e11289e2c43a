import type { DecodedText } from '../../src/core/index.ts';

/** Decoded views as an exchange hands them out: computed once per text. */
export function decodedViews(): (text: string) => readonly DecodedText[] {
  return () => [];
}
