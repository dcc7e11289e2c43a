import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, CommanderError } from 'commander';
import { buildProgram } from '../../src/cli/program.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { RingfortError } from '../../src/core/index.ts';

/** What a run of a command left behind. */
export interface Transcript {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command as a shell would, in this process: `await ringfort('ledger', 'verify', folder)`. */
export async function ringfort(...args: readonly string[]): Promise<Transcript> {
  const [out, err]: [string[], string[]] = [[], []];
  let code = 0;
  const terminal: Terminal = {
    isInteractive: false,
    out: (line) => void out.push(line),
    error: (line) => void err.push(line),
    progress: () => undefined,
  };
  const program = buildProgram(terminal, (ended) => {
    code = ended;
  });
  quiet(program, out, err);
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) code = error.exitCode;
    else if (error instanceof RingfortError) {
      code = 1;
      err.push(error.toDisplay());
    } else throw error;
  }
  return { code, out: out.join('\n'), err: err.join('\n') };
}

function quiet(command: Command, out: string[], err: string[]): void {
  command.exitOverride();
  command.configureOutput({ writeOut: (text) => void out.push(text), writeErr: (text) => void err.push(text) });
  for (const inner of command.commands) quiet(inner, out, err);
}

/** A folder with a policy of its own, for one test file. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'ringfort-cli-'));

  write(name: string, text: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  policy(more = '', ports: { readonly traffic: number; readonly admin: number } = { traffic: 0, admin: 0 }): string {
    return this.write('ringfort.yaml', policyText(more, ports));
  }

  clean(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** JSON objects, one a line. */
export function jsonl(...lines: readonly unknown[]): string {
  return lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
}

export function parsed(text: string): readonly Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Record<string, unknown> => JSON.parse(line));
}

function policyText(more: string, { traffic, admin }: { readonly traffic: number; readonly admin: number }): string {
  return `ringfort: policy/v1
state: .ringfort
listeners:
  traffic: { address: "127.0.0.1:${traffic}" }
  admin: { address: "127.0.0.1:${admin}" }
providers:
  obedient: { dialects: [openai, anthropic], base_url: "ringfort:obedient" }
models:
  shop-chat: { provider: obedient, model: obedient-1 }
tools:
  order_get:
    class: read-personal
    schema: { type: object, required: [order_id], properties: { order_id: { type: string, maxLength: 32 } } }
  mail_send:
    class: outside-write
    approval: always
    schema: { type: object, required: [to], properties: { to: { type: string, maxLength: 200 }, body: { type: string } } }
self_proof: observe
detectors: { encoder: off }
${more}`;
}
