/** Where a command writes. Colour and progress only where a person looks. */
export interface Terminal {
  /** A line of the result, on standard output. */
  out(line: string): void;
  /** A line for people, on standard error. */
  error(line: string): void;
  /** Shown in place, and gone when done; silent where nobody looks. */
  progress(text: string): void;
  readonly isInteractive: boolean;
}

export function processTerminal(): Terminal {
  const isInteractive = process.stderr.isTTY === true;
  let shown = false;
  const clear = (): void => {
    if (shown) process.stderr.write('\r\u001b[K');
    shown = false;
  };
  return {
    isInteractive,
    out: (line) => {
      clear();
      process.stdout.write(`${line}\n`);
    },
    error: (line) => {
      clear();
      process.stderr.write(`${line}\n`);
    },
    progress: (text) => {
      if (!isInteractive) return;
      process.stderr.write(`\r\u001b[K${text}`);
      shown = text !== '';
    },
  };
}
