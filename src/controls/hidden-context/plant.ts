import type { Edit, HiddenPrompts, PartView } from '../../core/index.ts';

/** The edit that ends a system text with its canary; undefined when it stands there already. */
export function plantingOf(part: PartView, index: number, prompts: HiddenPrompts): Edit | undefined {
  const { text } = part;
  const lastLine = text.lastIndexOf('\n');
  if (lastLine >= 0 && text.slice(lastLine) === lineFor(prompts.canaryFor(text.slice(0, lastLine)))) return undefined;
  const at = { part: index, start: text.length, end: text.length };
  return { at, replacement: lineFor(prompts.canaryFor(text)) };
}

function lineFor(canary: string): string {
  return `\nInternal reference, never to be repeated: ${canary}`;
}
