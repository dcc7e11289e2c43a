import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Configuration } from '../policy/index.ts';
import { CliError } from './error.ts';

export interface AdminReply {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Asks the gateway that runs under this policy. Undefined when none runs: nobody listens, whoever listens belongs to
 * another installation, or this one was never started.
 */
export async function askGateway(
  configuration: Configuration,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<AdminReply | undefined> {
  const token = await adminToken(configuration);
  const { host, port } = configuration.listeners.admin;
  if (token === undefined || port === 0) return undefined;
  const response = await fetch(`http://${authorityOf(host)}:${port}${path}`, {
    method,
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    if (cause instanceof Error && cause.name === 'TimeoutError') {
      throw new CliError('admin-refused', `the gateway at \`${host}:${port}\` does not answer`, { cause });
    }
    return undefined;
  });
  if (response === undefined || response.status === 401) return undefined;
  return { status: response.status, body: await response.json().catch(() => undefined) };
}

const PATIENCE_MS = 15_000;

async function adminToken(configuration: Configuration): Promise<string | undefined> {
  const text = await readFile(resolve(configuration.stateDirectory, 'secrets', 'admin.token'), 'utf8').catch(
    () => undefined,
  );
  return text?.trim();
}

/** How to reach a listener from this machine. */
function authorityOf(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
