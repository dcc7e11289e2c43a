import { z } from 'zod';
import type { KeyDescription } from '../identity/index.ts';
import type { Configuration } from '../policy/index.ts';
import { type AdminReply, askGateway } from './admin-client.ts';
import { CliError } from './error.ts';
import { type Installation, openInstallation } from './installation.ts';
import { createKey, listKeys, revokeKey } from './key-work.ts';
import { suggestion } from './nearest.ts';
import { policyWithoutSecrets } from './read-policy.ts';
import type { Terminal } from './terminal.ts';

interface Place {
  readonly config: string;
}

export interface CreateOptions extends Place {
  readonly name: string;
  readonly tenant: string;
  readonly models: readonly string[];
  readonly expires?: string;
  readonly json?: boolean;
}

const keySchema = z.object({
  id: z.string(),
  name: z.string(),
  tenant: z.string(),
  models: z.array(z.string()),
  createdAt: z.number(),
  expiresAt: z.number().optional(),
  revokedAt: z.number().optional(),
  state: z.enum(['active', 'expired', 'revoked']),
});
const madeSchema = z.object({ credential: z.string(), key: keySchema });

/** Makes a key. The credential goes to standard output alone, so that a script can take it; the rest is for people. */
export async function keysCreate(options: CreateOptions, terminal: Terminal): Promise<number> {
  const configuration = policyWithoutSecrets(options.config, terminal);
  const { name, tenant, models } = options;
  requireModels(models, configuration);
  const wish = {
    name,
    tenant,
    models,
    ...(options.expires === undefined ? {} : { lifetimeMs: lifetimeIn(options.expires) }),
  };
  const reply = await askGateway(configuration, 'POST', '/admin/keys', wish);
  const made =
    reply === undefined
      ? await withInstallation(configuration, (kept) => createKey(kept, wish))
      : madeSchema.parse(accepted(reply));
  if (options.json) terminal.out(JSON.stringify(made));
  else {
    terminal.out(made.credential);
    const until =
      made.key.expiresAt === undefined ? 'until it is revoked' : `until ${new Date(made.key.expiresAt).toISOString()}`;
    terminal.error(
      `key ${made.key.id} for tenant ${tenant} may use ${models.join(', ')}, ${until}. It is not shown again.`,
    );
  }
  return 0;
}

export async function keysList(options: Place & { readonly json?: boolean }, terminal: Terminal): Promise<number> {
  const configuration = policyWithoutSecrets(options.config, terminal);
  const reply = await askGateway(configuration, 'GET', '/admin/keys');
  const keys =
    reply === undefined ? await withInstallation(configuration, listKeys) : z.array(keySchema).parse(accepted(reply));
  if (options.json) terminal.out(JSON.stringify(keys));
  else if (keys.length === 0) terminal.out('no keys; make one with `ringfort keys create`');
  else for (const line of tableOf(keys)) terminal.out(line);
  return 0;
}

export async function keysRevoke({ id, config }: Place & { readonly id: string }, terminal: Terminal): Promise<number> {
  const short = /^(?:sk-rf-)?([0-9a-z]{12})(?:-|$)/.exec(id)?.[1];
  if (short === undefined)
    throw new CliError('input-invalid', `\`${id.slice(0, 24)}\` is no id of a key, \`ringfort keys list\` prints them`);
  const configuration = policyWithoutSecrets(config, terminal);
  const reply = await askGateway(configuration, 'DELETE', `/admin/keys/${short}`);
  const revoked =
    reply === undefined
      ? await withInstallation(configuration, (kept) => revokeKey(kept, short))
      : reply.status === 404
        ? undefined
        : keySchema.parse(accepted(reply));
  if (revoked === undefined)
    throw new CliError('not-found', `there is no key \`${short}\`, \`ringfort keys list\` prints all`);
  terminal.out(`revoked ${revoked.id} (${revoked.name})`);
  return 0;
}

/** When no gateway runs: on the store itself, under its lock, with an entry in the ledger as always. */
async function withInstallation<T>(configuration: Configuration, work: (kept: Installation) => Promise<T>): Promise<T> {
  const kept = await openInstallation(configuration);
  try {
    return await work(kept);
  } finally {
    await kept.close();
  }
}

function accepted({ status, body }: AdminReply): unknown {
  if (status === 200 || status === 201) return body;
  const said = typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : `status ${status}`;
  throw new CliError(status === 400 ? 'key-refused' : 'admin-refused', `the gateway refused: ${said}`);
}

function requireModels(models: readonly string[], configuration: Configuration): void {
  const known = [...configuration.models.keys()];
  if (models.length === 0)
    throw new CliError(
      'key-refused',
      `a key without a model may use none, add --model with one of ${known.map((name) => `\`${name}\``).join(', ')}, or \`*\``,
    );
  const strange = models.find((model) => model !== '*' && !known.includes(model));
  if (strange !== undefined)
    throw new CliError('model-unknown', `the policy has no model \`${strange}\`${suggestion(strange, known)}`);
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function lifetimeIn(text: string): number {
  const found = /^([1-9]\d{0,4})([mhd])$/.exec(text);
  const unit = UNITS[found?.[2] ?? ''];
  if (found === null || unit === undefined)
    throw new CliError('input-invalid', `\`${text}\` is no time to live, give a number and m, h or d, as \`30d\``);
  return Number(found[1]) * unit;
}

function tableOf(keys: readonly KeyDescription[]): readonly string[] {
  const rows = [
    ['id', 'name', 'tenant', 'state', 'models', 'made', 'expires'],
    ...keys.map(({ id, name, tenant, state, models, createdAt, expiresAt }) => [
      id,
      name,
      tenant,
      state,
      models.join(','),
      day(createdAt),
      expiresAt === undefined ? 'never' : day(expiresAt),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
