import { parseJson } from '../../text/index.ts';

/** A flat JSON object, alone or with words around it. */
const OBJECT = /\{[^{}]{1,400}\}/g;
const LIMITS = { depth: 2, values: 16 };

/**
 * The probability, 0 to 1, that a model wrote as `{"attack": 0..100}`, or undefined. Of several the highest counts: a model
 * that repeats what it was shown must not answer with it.
 */
export function attackIn(content: string): number | undefined {
  const told = [...content.matchAll(OBJECT)].flatMap(([written]) => percentIn(written) ?? []);
  return told.length === 0 ? undefined : Math.max(...told) / 100;
}

/** A whole number only: whoever writes 0.9 has another scale in mind. */
function percentIn(written: string): number | undefined {
  const scan = parseJson(written, LIMITS);
  if (!scan.ok || typeof scan.value !== 'object' || scan.value === null || !('attack' in scan.value)) return undefined;
  const { attack } = scan.value;
  return typeof attack === 'number' && Number.isInteger(attack) && attack >= 0 && attack <= 100 ? attack : undefined;
}
