import { z } from 'zod';
import { quoted } from './secret.ts';
import { endOfDay, parseAddress, parseDuration, parseSize } from './units.ts';

/** A size between two sizes; bytes once parsed. */
export function size(least: string, most: string) {
  return measured(least, most, parseSize, 'a size such as `512KiB` or `2MiB`', '^[0-9]{1,9}(B|KiB|MiB|GiB)$');
}

/** A duration between two durations; milliseconds once parsed. */
export function duration(least: string, most: string) {
  return measured(least, most, parseDuration, 'a duration such as `500ms`, `30s` or `10m`', '^[0-9]{1,9}(ms|s|m|h|d)$');
}

/** A whole number in a range. */
export function count(least: number, most: number) {
  return z.int().min(least).max(most);
}

/** `host:port`. */
export const address = z
  .string()
  .transform(
    (text, context) => parseAddress(text) ?? refuse(context, text, 'must be `host:port`, for example `127.0.0.1:4100`'),
  )
  .meta({ examples: ['127.0.0.1:4100', '0.0.0.0:4100', '[::1]:4100'] });

/** Why something is loosened, in a person's words. */
export const reason = z
  .string()
  .max(400)
  .refine((text) => text.trim().length >= 8, 'must say why in at least 8 characters')
  .describe('Why this is so, in words that a reviewer can judge.');

/** The last day on which something holds, as written. */
export const day = z
  .string()
  .refine((text) => endOfDay(text) !== undefined, 'must be a day such as `2027-01-31`')
  .meta({
    description: 'The last day on which this holds (UTC). After it the start is refused.',
    examples: ['2027-01-31'],
  });

/** An opt-out from a rule that protects: named by its key, reasoned and dated. */
export const optOut = z.strictObject({ reason, until: day });

function measured(
  least: string,
  most: string,
  parse: (text: string) => number | undefined,
  form: string,
  pattern: string,
) {
  const [lowest, highest] = [parse(least) ?? 0, parse(most) ?? 0];
  return z
    .string()
    .transform((text, context) => {
      const value = parse(text);
      if (value === undefined) return refuse(context, text, `must be ${form}, not ${quoted(text)}`);
      if (value < lowest || value > highest) return refuse(context, text, `must be from ${least} to ${most}`);
      return value;
    })
    .meta({ pattern });
}

function refuse(context: z.RefinementCtx, input: unknown, message: string): never {
  context.issues.push({ code: 'custom', message, input });
  return z.NEVER;
}
