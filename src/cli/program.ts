import { Command, CommanderError, Option } from 'commander';
import type { OpenedScorer, OpenScorer } from './scoring.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** Reports how a command ended: 0 good, 1 the answer is no, or it could not go on. */
export type Exit = (code: number) => void;

/** Every command of `ringfort`. The work of each is loaded when it is asked for, so that none waits for another's code. */
export function buildProgram(terminal: Terminal, exit: Exit, openScorer: OpenScorer = openShippedScorer): Command {
  const program = new Command('ringfort')
    .description('Defence in depth for applications built on large language models.')
    .version(version())
    .showHelpAfterError('(add --help for what this command takes)')
    .showSuggestionAfterError(true)
    .addHelpText('after', '\nStart with `ringfort serve --demo`: it prints what to try.');
  addServe(program, terminal);
  addCheck(program, terminal, exit);
  addExplain(program, terminal, exit);
  addInspect(program, terminal, exit);
  addReplay(program, terminal, exit);
  addEvaluate(program, { terminal, exit, openScorer });
  addCalibrate(program, { terminal, exit, openScorer });
  addLedger(program, terminal, exit);
  addKeys(program, terminal, exit);
  addCompletion(program, terminal);
  return program;
}

/** Whether commander ended the run itself: help, the version, or wrong usage, which it has explained already. */
export function isUsage(error: unknown): error is CommanderError {
  return error instanceof CommanderError;
}

/** The detectors of this build. */
async function openShippedScorer(encoder?: boolean): Promise<OpenedScorer> {
  return (await import('./detectors.ts')).openScorer(encoder);
}

const configOption = (): Option =>
  new Option('-c, --config <file>', 'the policy').default('ringfort.yaml').env('RINGFORT_CONFIG');
const linesOption = (): Option =>
  new Option('--jsonl [file]', 'one JSON object a line; `-` reads standard input').preset('-').default('-');
const jsonOption = (): Option => new Option('--json', 'print one JSON object');

function addServe(program: Command, terminal: Terminal): void {
  program
    .command('serve')
    .summary('start the gateway')
    .description('Starts the gateway and stays until a signal. Nothing listens before every control has proved itself.')
    .addOption(configOption())
    .option('--demo', 'make and print a key to try with, good until the next start with --demo, at most a day')
    .addOption(
      new Option('--log-level <level>', 'what the log on standard error holds')
        .choices(['debug', 'info', 'warn', 'error', 'silent'])
        .default('warn'),
    )
    .addHelpText('after', example('ringfort serve --demo -c ringfort.yaml'))
    .action(async (options) =>
      (await import('./serve.ts')).serve({ ...options, demo: options.demo === true }, terminal),
    );
}

function addCheck(program: Command, terminal: Terminal, exit: Exit): void {
  program
    .command('check')
    .summary('load a policy, show what stands where, prove every control')
    .description(
      'Loads a policy without starting anything. Prints its problems with file, line and column, the table of controls on every path, what is off or only observed, and sends the known-bad and known-good cases of every control through it. Ends with 1 when the policy has a problem, a path has a hole, or a control is unproven.',
    )
    .addOption(configOption())
    .option('--strict', 'end with 1 also when a control is off, only observes, or a warning was given')
    .addOption(jsonOption())
    .addHelpText('after', example('ringfort check -c ringfort.yaml'))
    .action(async (options) => exit(await (await import('./check.ts')).check(options, terminal)));
}

function addExplain(program: Command, terminal: Terminal, exit: Exit): void {
  program
    .command('explain')
    .summary('say what was decided under an id, and why; or what a control does')
    .description(
      'Says what was decided under an id: who asked, what crossed, which control said what, what can be done. Asks the running gateway, and reads the files of the ledger when none runs.',
    )
    .argument(
      '[decision]',
      'the id in `x-ringfort-decision-id` and in every refusal; or `latest`, the newest exchange in which anything was stopped, held, changed, refused or failed',
    )
    .option('--control <id>', 'print the page of a control instead')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('ringfort explain dec_01KB8M1Q2ZV3N4T5R6S7W8X9YA'))
    .action(async (decision, options) =>
      exit(await (await import('./explain.ts')).explain({ decision, ...options }, terminal)),
    );
}

function addInspect(program: Command, terminal: Terminal, exit: Exit): void {
  program
    .command('inspect')
    .summary('send texts through the controls of a crossing, without a server')
    .description(
      'Reads one JSON object a line: {"id","text"}, {"id","messages"} in the OpenAI shape, or {"id","call":{"name", "arguments"}} for application.call; `hidden` may list system texts that an answer must not repeat. Writes, in the same order, {"id","outcome","score","findings":[{"control","rule","severity","confidence","at"}]}. The outcome is the strictest that a control proposes, whatever its mode; each control reads what the one before it left. The score is the highest confidence of a finding above `info`, 0 when there is none. No server, ledger or state is touched.',
    )
    .requiredOption('--crossing <name>', 'the crossing, or `auto`: each message at the crossing of its role')
    .option('--control <id>', 'only this control; may be given again', collected)
    .addOption(linesOption())
    .option('-c, --config <file>', 'the policy; without it every control stands with its defaults')
    .addOption(new Option('--config-free', 'use the defaults and no policy; the same as no -c').conflicts('config'))
    .option('--with-text', 'print the text as the controls left it, too')
    .addHelpText('after', example('ringfort inspect --crossing interface.request --jsonl prompts.jsonl'))
    .action(async (options) =>
      exit(await (await import('./inspect.ts')).inspect({ ...options, controls: options.control ?? [] }, terminal)),
    );
}

function addReplay(program: Command, terminal: Terminal, exit: Exit): void {
  program
    .command('replay')
    .summary('decide the tool calls of recorded conversations, without calling anything')
    .description(
      'Reads one recorded conversation a line, {"id","messages","tools","principal"} in the OpenAI shape, and writes a line for each tool call in it: the decision that the gateway takes at that point, its reasons, and for each value of the arguments the earlier texts in which it stands word for word. A value is `endorsed` when it stands in a text of the user or the application; `weak` values are too short or too ordinary for that to mean anything. `stopped` is there when the request before the call would not have passed. Tools that the policy does not name are unknown.',
    )
    .addOption(linesOption())
    .option('-c, --config <file>', 'the policy with its tools; without it no tool is known')
    .addHelpText('after', example('ringfort replay -c ringfort.yaml --jsonl conversations.jsonl'))
    .action(async (options) => exit(await (await import('./replay.ts')).replay(options, terminal)));
}

interface Measuring {
  readonly terminal: Terminal;
  readonly exit: Exit;
  readonly openScorer: OpenScorer;
}

function addEvaluate(program: Command, { terminal, exit, openScorer }: Measuring): void {
  program
    .command('evaluate')
    .summary('measure the detectors on labelled texts')
    .description(
      'Reads one JSON object a line, {"text","label"} and, where known, "channel", "class", "lang", "dataset" or "source", "split" and "id"; the label `benign` is for ordinary text, any other for an attack, and a row without a channel was written by the user. Prints for each set, channel, class, language and length: AUC, recall at false-positive rates of 0.5, 1 and 5 % against the benign texts of the same channel, and what is flagged and acted upon at the shipped thresholds (requests: flagged at the rate 0.01 and blocked at 0.001; data: a sentence is replaced at 0.01), in per cent with 95 % intervals. A bad line is named with its place, and then nothing is scored.',
    )
    .requiredOption('--data <file>', 'JSON Lines, also .gz; may be given again', collected)
    .option('--split <name>', 'only rows of this split')
    .option('--crossing <name>', 'judge every text at this crossing; without it, each at the one of its channel')
    .option('--no-encoder', 'measure the linear screen alone')
    .option('--json <file>', 'write everything, with the score of every text and without the text')
    .addHelpText('after', example('ringfort evaluate --data texts.jsonl.gz --split dev --json scores.json'))
    .action(async (options) => exit(await (await import('./evaluate.ts')).evaluate(options, openScorer, terminal)));
}

function addCalibrate(program: Command, { terminal, exit, openScorer }: Measuring): void {
  program
    .command('calibrate')
    .summary('set the threshold of a crossing from your own traffic, with a proof')
    .description(
      'Reads benign texts as they cross, one JSON object {"text"} a line, and finds the lowest threshold that flags texts like these no more often than the rate, with 95 % confidence (exact binomial test). Prints a card that says so, signed with Ed25519, with the band in which the live flag rate is expected. The policy puts it in force under `detectors.calibration`. Too few texts are refused: 1 % needs 299 different ones, 0.1 % needs 2,995.',
    )
    .requiredOption('--data <file>', 'benign texts, JSON Lines, also .gz; may be given again', collected)
    .requiredOption('--crossing <name>', 'where these texts cross')
    .option('--rate <share>', 'the false-positive rate to prove; a policy can use 0.05, 0.01, 0.005 and 0.001', '0.01')
    .option('--attacks <file>', 'attacks, to say what the threshold catches; may be given again', collected)
    .option('--no-encoder', 'calibrate the linear screen alone, for a gateway without the encoder')
    .option('--out <file>', 'where to write the card; without it, standard output')
    .option('--key <file>', 'an Ed25519 private key, PEM; without it, the one that signs the ledger')
    .addOption(configOption())
    .addHelpText('after', example('ringfort calibrate --data chats.jsonl --crossing interface.request --out card.json'))
    .action(async (options) => exit(await (await import('./calibrate.ts')).calibrate(options, openScorer, terminal)));
}

function addLedger(program: Command, terminal: Terminal, exit: Exit): void {
  const ledger = program
    .command('ledger')
    .summary('verify, export and prove the record of decisions')
    .description('Works on the files of a ledger, also while it is written. Nothing else is needed.');
  addLedgerVerify(ledger, terminal, exit);
  addLedgerExport(ledger, terminal, exit);
  addLedgerProve(ledger, terminal, exit);
}

function addLedgerVerify(ledger: Command, terminal: Terminal, exit: Exit): void {
  ledger
    .command('verify')
    .summary('find out whether anything was changed')
    .description(
      'Verifies a ledger with nothing but its files and the public key. Ends with 1 when anything was done to it.',
    )
    .argument('[directory]', 'the folder of the ledger; without it, the one of the policy')
    .addOption(configOption())
    .option('--public-key <file>', 'PEM; without it, `<state>/secrets/ledger-public.pem`')
    .option('--anchor <size:root>', 'a state that was written down outside earlier')
    .addOption(jsonOption())
    .addHelpText('after', example('ringfort ledger verify ./ledger --public-key ledger-public.pem'))
    .action(async (directory, options) =>
      exit(await (await import('./ledger-verify.ts')).ledgerVerify({ directory, ...options }, terminal)),
    );
}

function addLedgerExport(ledger: Command, terminal: Terminal, exit: Exit): void {
  ledger
    .command('export')
    .summary('write all entries for other programs')
    .description('Writes one JSON object a line: the entries as they stand, or events of OCSF 1.8.')
    .argument('[directory]', 'the folder of the ledger; without it, the one of the policy')
    .addOption(configOption())
    .addOption(new Option('--format <format>', 'what to write').choices(['jsonl', 'ocsf']).default('jsonl'))
    .option('--from <time>', 'only entries at or after this time, as 2026-11-24T10:00:00Z')
    .option('--until <time>', 'only entries before this time')
    .option('--out <file>', 'where to write; without it, standard output')
    .addHelpText('after', example('ringfort ledger export ./ledger --format ocsf --out events.jsonl'))
    .action(async (directory, options) =>
      exit(await (await import('./ledger-export.ts')).ledgerExport({ directory, ...options }, terminal)),
    );
}

function addLedgerProve(ledger: Command, terminal: Terminal, exit: Exit): void {
  ledger
    .command('prove')
    .summary('prove that an entry is in the ledger')
    .description(
      'Prints a proof (RFC 6962) that an entry is among the signed ones. With a checkpoint it convinces whoever sees nothing else.',
    )
    .argument('<entry>', 'the number of the entry, or a decision id')
    .argument('[directory]', 'the folder of the ledger; without it, the one of the policy')
    .addOption(configOption())
    .option('--public-key <file>', 'PEM; without it, `<state>/secrets/ledger-public.pem`')
    .addHelpText('after', example('ringfort ledger prove 42 ./ledger'))
    .action(async (entry, directory, options) =>
      exit(await (await import('./ledger-prove.ts')).ledgerProve({ entry, directory, ...options }, terminal)),
    );
}

function addKeys(program: Command, terminal: Terminal, exit: Exit): void {
  const keys = program
    .command('keys')
    .summary('make, list and revoke virtual keys')
    .description('Asks the running gateway, and works on the store itself when none runs.');
  keys
    .command('create')
    .summary('make a key; it is printed once')
    .description('Makes a key and prints it, once. It is not kept anywhere: only its keyed hash is.')
    .requiredOption('--name <name>', 'what it is for')
    .option('--tenant <tenant>', 'whose data it may meet', 'default')
    .option('--model <alias>', 'a model that it may use, or `*` for all; may be given again', collected)
    .option('--expires <time>', 'how long it lives, as 30d or 12h; without it, until it is revoked')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('ringfort keys create --name shop --model larkfield-chat --expires 30d'))
    .action(async (options) =>
      exit(await (await import('./keys.ts')).keysCreate({ ...options, models: options.model ?? [] }, terminal)),
    );
  keys
    .command('list')
    .summary('list all keys')
    .description('Lists all keys, revoked and expired ones too.')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('ringfort keys list'))
    .action(async (options) => exit(await (await import('./keys.ts')).keysList(options, terminal)));
  keys
    .command('revoke')
    .summary('take a key back')
    .description('Takes a key back. From the next request on it is refused; nothing brings it back.')
    .argument('<id>', 'the id of the key, the part between `sk-rf-` and the next `-`')
    .addOption(configOption())
    .addHelpText('after', example('ringfort keys revoke 7wq4n2m8xk0t'))
    .action(async (id, options) => exit(await (await import('./keys.ts')).keysRevoke({ id, ...options }, terminal)));
}

function addCompletion(program: Command, terminal: Terminal): void {
  program
    .command('completion')
    .summary('print a completion script for a shell')
    .description('Prints a script that completes commands and options.')
    .argument('<shell>', 'bash, zsh or fish')
    .addHelpText('after', example('source <(ringfort completion bash)'))
    .action(async (shell) => (await import('./completion.ts')).completion(shell, program, terminal));
}

function example(command: string): string {
  return `\nExample:\n  $ ${command}`;
}

function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
