import { printBanner } from './banner.ts';
import { stoppedLine } from './ending.ts';
import { type HouseOptions, openHouse } from './house.ts';
import type { Terminal } from './terminal.ts';

export type ServeOptions = Omit<HouseOptions, 'writeLog'>;

/** Starts the gateway and stays until a signal. */
export async function serve(options: ServeOptions, terminal: Terminal): Promise<void> {
  const house = await openHouse({ ...options, writeLog: (line) => process.stderr.write(line) }, terminal);
  printBanner(terminal, { ...house, key: house.demoKey });
  await untilSignal();
  terminal.out(stoppedLine(await house.close()));
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
