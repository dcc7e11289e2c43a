import { CATALOG } from '../controls/index.ts';
import { LedgerError } from '../ledger/index.ts';
import type { Configuration } from '../policy/index.ts';
import { askGateway } from './admin-client.ts';
import { commandHere } from './command-form.ts';
import { controlPage } from './control-page.ts';
import { readEntries } from './decision-entry.ts';
import { decisiveOf } from './decisive.ts';
import { CliError } from './error.ts';
import { explanation } from './explanation.ts';
import { findDecision } from './find-decision.ts';
import { latestDecision } from './latest-decision.ts';
import { suggestion } from './nearest.ts';
import { policyWithoutSecrets } from './read-policy.ts';
import type { Terminal } from './terminal.ts';

export interface ExplainOptions {
  readonly decision?: string;
  /** Print the page of this control instead. */
  readonly control?: string;
  readonly config: string;
  readonly json?: boolean;
}

/** Says what was decided under an id, and why. 1 when nothing is known of it. */
export async function explain(options: ExplainOptions, terminal: Terminal): Promise<number> {
  const { decision, control } = options;
  if (control !== undefined) return explainControl(control, options.json === true, terminal);
  if (decision === undefined) throw new CliError('input-invalid', 'give a decision id, or a control with --control');
  if (!DECISION.test(decision)) {
    const shown = decision.slice(0, 40);
    throw new CliError('input-invalid', `\`${shown}\` is no decision id, they look like \`${EXAMPLE_ID}\``);
  }
  const configuration = policyWithoutSecrets(options.config, terminal);
  const { directory } = configuration.ledger;
  const id = decision === 'latest' ? await ifThere(latestDecision(directory)) : decision;
  const bodies = id === undefined ? undefined : await bodiesOf(id, configuration, terminal);
  const entries = readEntries(bodies);
  if (id === undefined || entries === undefined) {
    const what =
      decision === 'latest'
        ? 'nothing was stopped, held, changed, refused or failed yet'
        : `nothing is known of \`${decision}\``;
    throw new CliError('not-found', `${what} in \`${directory}\`; is it the right policy? Name it with --config`);
  }
  if (options.json) {
    const decisive = decisiveOf(entries);
    const said = decisive === undefined ? undefined : { crossing: decisive.entry.crossing, ...decisive.said };
    terminal.out(JSON.stringify({ decision: id, action: said?.action ?? 'pass', decisive: said, entries: bodies }));
  } else
    for (const line of explanation(entries, { controls: CATALOG, now: Date.now(), command: commandHere() }))
      terminal.out(line);
  return 0;
}

const DECISION = /^[A-Za-z0-9_-]{1,64}$/;
const EXAMPLE_ID = 'dec_01KB8M1Q2ZV3N4T5R6S7W8X9YA';

/** From the gateway when it runs, because the newest is not on disk for an instant; else from the files. */
async function bodiesOf(decision: string, configuration: Configuration, terminal: Terminal): Promise<unknown> {
  const reply = await askGateway(configuration, 'GET', `/admin/decisions/${decision}`);
  if (reply?.status === 200) return reply.body;
  if (reply?.status === 404) return undefined;
  terminal.progress('reading the ledger ...');
  const found = await ifThere(findDecision(decision, configuration.ledger.directory));
  terminal.progress('');
  return found;
}

/** A gateway that never ran has no ledger, and so nothing is known. */
async function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'ledger-not-found') return undefined;
    throw error;
  }
}

async function explainControl(id: string, json: boolean, terminal: Terminal): Promise<number> {
  const control = CATALOG.find((one) => one.id === id);
  if (control === undefined) {
    const ids = CATALOG.map((one) => one.id);
    throw new CliError('control-unknown', `there is no control \`${id}\`${suggestion(id, ids)}`);
  }
  if (json) {
    const { title, docs, crossings, mitigates, strength, needs, failMode, reach, limits, catalog } = control;
    terminal.out(
      JSON.stringify({ id, title, docs, crossings, mitigates, strength, needs, failMode, reach, limits, catalog }),
    );
  } else for (const line of await controlPage(control)) terminal.out(line);
  return 0;
}
