import { RingfortError } from '../core/index.ts';
import { buildProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();

// Whoever reads our output may stop reading (`| head`); that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const program = buildProgram(terminal, (code) => {
  process.exitCode = code;
});

program.parseAsync().catch((error: unknown) => {
  terminal.error(
    error instanceof RingfortError
      ? `ringfort: ${error.toDisplay()}`
      : `ringfort: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  process.exitCode = 1;
});
