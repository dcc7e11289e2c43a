import { z } from 'zod';
import { MODES, OUTCOMES, SEVERITIES } from '../core/index.ts';

const span = z.object({ part: z.number(), start: z.number(), end: z.number() });
const finding = z.object({ rule: z.string(), severity: z.enum(SEVERITIES), confidence: z.number(), at: span });
const basis = z.object({ tier: z.enum(['screen', 'encoder']), coverage: z.number(), unassessed: z.boolean() });
const controlRecord = z.object({
  control: z.string(),
  mode: z.enum(MODES),
  outcome: z.enum(OUTCOMES),
  action: z.enum(OUTCOMES),
  findings: z.array(finding).default([]),
  failed: z.enum(['error', 'timeout', 'overflow']).optional(),
  basis: basis.optional(),
});
const entry = z.object({
  kind: z.string(),
  at: z.number(),
  decision: z.string(),
  request: z.string().optional(),
  crossing: z.string().optional(),
  action: z.enum(OUTCOMES).optional(),
  controls: z.array(controlRecord).default([]),
  passed: z.array(z.string()).default([]),
  /** What the learned controls among those that passed rest on. */
  bases: z.record(z.string(), basis).default({}),
  tool: z.string().optional(),
  principal: z.string().optional(),
  tenant: z.string().optional(),
  model: z.string().optional(),
  provider: z.string().optional(),
  dialect: z.string().optional(),
  streamed: z.boolean().optional(),
  configuration: z.string().optional(),
  event: z.string().optional(),
  code: z.string().optional(),
  status: z.number().optional(),
});

/** An entry of the ledger about one exchange, as `explain` reads it; fields that it does not know are passed over. */
export type DecisionEntry = z.infer<typeof entry>;
export type SaidByControl = z.infer<typeof controlRecord>;
export type ReadBasis = z.infer<typeof basis>;

/** Reads what the ledger, or a running gateway, has under one decision id. Undefined when it does not have the form. */
export function readEntries(bodies: unknown): readonly DecisionEntry[] | undefined {
  const read = z.array(entry).min(1).safeParse(bodies);
  return read.success ? read.data : undefined;
}
