import { z } from 'zod';
import type { Control } from '../core/index.ts';
import { controlSchema, SECTIONS } from './schema.ts';

/**
 * The JSON Schema (draft-07, which editors know) of a policy file over these controls, with descriptions and defaults,
 * made of the same objects that read the file.
 */
export function policySchema(controls: readonly Control[]): Record<string, unknown> {
  const entries = controls.map((control) => {
    const config = control.config.optional().describe('Options of the control.');
    return [control.id, controlSchema.extend({ config }).optional().describe(control.docs.what)] as const;
  });
  const byId = z.strictObject(Object.fromEntries(entries)).prefault({}).describe(DESCRIPTION);
  const policy = z.strictObject({ ...SECTIONS, controls: byId });
  const schema = z.toJSONSchema(policy, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
  return { ...schema, title: 'Ringfort policy' };
}

const DESCRIPTION = SECTIONS.controls.description ?? '';
