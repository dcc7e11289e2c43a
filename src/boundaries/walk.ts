import type { ControlRecord, Crossing, Pseudonyms } from '../core/index.ts';
import { bounded, type Records } from './record.ts';
import type { UsedPseudonym } from './verdict-cache.ts';

/** One unit on its way over its crossings: what the controls say of it, and which pseudonyms they put into it. */
export class Walk {
  readonly noted: { readonly crossing: Crossing; readonly record: ControlRecord }[] = [];
  /** The exchange's own pseudonyms, watched. Those that another unit issued before count as well: this one holds them too. */
  readonly pseudonyms: Pseudonyms;
  private readonly records: Records;
  private readonly valueByToken = new Map<string, string>();

  constructor(records: Records, pseudonyms: Pseudonyms) {
    this.records = records;
    this.pseudonyms = {
      tokenFor: (type, value) => {
        const token = pseudonyms.tokenFor(type, value);
        this.valueByToken.set(token, value);
        return token;
      },
      valueOf: (token) => pseudonyms.valueOf(token),
    };
  }

  add(crossing: Crossing, record: ControlRecord): void {
    const kept = bounded(record);
    this.noted.push({ crossing, record: kept });
    this.records.add(crossing, kept);
  }

  used(): readonly UsedPseudonym[] {
    return [...this.valueByToken].map(([token, value]) => ({ token, value }));
  }
}
