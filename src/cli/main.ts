import { Command, Option } from 'commander';
import { RingfortError } from '../core/index.ts';
import { processTerminal } from './terminal.ts';
import { version } from './version.ts';

const terminal = processTerminal();

const program = new Command('ringfort')
  .description('Defence in depth for applications built on large language models.')
  .version(version())
  .showHelpAfterError('(add --help for what this command takes)')
  .showSuggestionAfterError(true);

const configOption = (): Option => new Option('-c, --config <file>', 'the policy').default('ringfort.yaml').env('RINGFORT_CONFIG');

program
  .command('serve')
  .description('start the gateway')
  .addOption(configOption())
  .option('--demo', 'make and print a key to try with, good for a day', false)
  .addOption(new Option('--log-level <level>', 'what the log on standard error holds').choices(['debug', 'info', 'warn', 'error', 'silent']).default('warn'))
  .action(async (options) => (await import('./serve.ts')).serve(options, terminal));

program.parseAsync().catch((error: unknown) => {
  terminal.error(error instanceof RingfortError ? `ringfort: ${error.toDisplay()}` : `ringfort: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.exitCode = 1;
});
