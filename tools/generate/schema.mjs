import { existsSync } from 'node:fs';

/** The JSON schema of ringfort.yaml, for completion in editors; nothing while the policy room offers none. */
export async function schemaPages(catalog) {
  const door = new URL('../../dist/policy/index.js', import.meta.url);
  if (!existsSync(door)) return new Map();
  const { policySchema } = await import(door.href);
  if (policySchema === undefined) return new Map();
  return new Map([['schema/ringfort.schema.json', `${JSON.stringify(policySchema(catalog), undefined, 2)}\n`]]);
}
