import type { Logger } from '../telemetry/index.ts';
import type { Installation } from './installation.ts';

/** How a house was left. */
export interface Closed {
  /** Whether the ledger is signed to its end. When it is not, the next start does it. */
  readonly isSigned: boolean;
  /** The number of the entry that says that the house stopped, when it could be written. */
  readonly stopEntry: number | undefined;
}

/** The last things of a house: the entry that says that it stopped, and the signature under all entries. */
export class Ending {
  private readonly installation: Installation;
  private readonly logger: Logger;
  private isSigned = false;
  private stopEntry: number | undefined;

  constructor(installation: Installation, logger: Logger) {
    this.installation = installation;
    this.logger = logger;
  }

  async writeStop(): Promise<void> {
    const written = await this.installation.ledger.append({ kind: 'stop', at: Date.now() }).catch(() => undefined);
    this.stopEntry = written?.sequence;
  }

  /** What is durable stays durable and is signed at the next start; a full disk must not keep the process from ending. */
  async seal(): Promise<void> {
    try {
      await this.installation.close();
      this.isSigned = true;
    } catch (cause) {
      this.logger.error('ledger-failed', {}, cause);
    }
  }

  get closed(): Closed {
    return { isSigned: this.isSigned, stopEntry: this.stopEntry };
  }
}

/** The last line of a run. */
export function stoppedLine({ isSigned, stopEntry }: Closed): string {
  if (!isSigned) return 'stopped; the ledger could not be signed to its end, the next start does it';
  return `stopped; the ledger is signed${stopEntry === undefined ? '' : ` up to entry ${stopEntry}`}`;
}
