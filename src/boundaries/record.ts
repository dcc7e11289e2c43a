import {
  type ControlRecord,
  type Crossing,
  type DecisionRecord,
  type Finding,
  type Outcome,
  strictest,
  weakerBasis,
} from '../core/index.ts';

/** More findings than this per control and crossing are counted by their outcome but not listed. */
const FINDINGS_KEPT = 50;

/** Inwards, to the provider, and back. */
const ORDER: readonly Crossing[] = [
  'interface.request',
  'application.listing',
  'application.result',
  'data.ingest',
  'data.retrieval',
  'data.memory',
  'model.prompt',
  'model.completion',
  'application.call',
  'interface.response',
  'organization.change',
  'organization.approval',
];

interface Gathered {
  readonly controls: Map<string, ControlRecord>;
  readonly digests: string[];
  known: number;
}

/** Gathers what the controls said at each crossing of one exchange. */
export class Records {
  private readonly crossings = new Map<Crossing, Gathered>();

  /** Adds what one control said; several units of one crossing join into one record. */
  add(crossing: Crossing, record: ControlRecord, offset = 0): void {
    const { controls } = this.at(crossing);
    const known = controls.get(record.control);
    const added = shifted(bounded(record), offset);
    controls.set(record.control, known === undefined ? added : joined(known, added));
  }

  addDigest(crossing: Crossing, digest: string): void {
    this.at(crossing).digests.push(digest);
  }

  /** Counts a unit that was recognised: a list of them would grow with every turn of a conversation. */
  addKnown(crossing: Crossing): void {
    this.at(crossing).known += 1;
  }

  /**
   * The records since the last call, one per crossing in the order in which a text crosses, and forgets them. `tool` is the
   * tool of the call that was decided.
   */
  take(decision: string, tool?: string): readonly DecisionRecord[] {
    const taken = [...this.crossings].map(([crossing, { controls, digests, known }]) => {
      const list = [...controls.values()];
      const action = list.reduce<Outcome>((worst, record) => strictest(worst, record.action), 'pass');
      return {
        ...{ decision, crossing, action, controls: list, digests },
        ...(known === 0 ? {} : { known }),
        ...(tool === undefined || crossing !== 'application.call' ? {} : { tool }),
      };
    });
    this.crossings.clear();
    return taken.toSorted((left, right) => order(left.crossing) - order(right.crossing));
  }

  private at(crossing: Crossing): Gathered {
    let entry = this.crossings.get(crossing);
    if (entry === undefined) {
      entry = { controls: new Map(), digests: [], known: 0 };
      this.crossings.set(crossing, entry);
    }
    return entry;
  }
}

function order(crossing: Crossing): number {
  return ORDER.indexOf(crossing);
}

function joined(left: ControlRecord, right: ControlRecord): ControlRecord {
  const excused = [...new Set([...(left.excused ?? []), ...(right.excused ?? [])])];
  const unlisted = (left.unlisted ?? 0) + (right.unlisted ?? 0);
  return bounded({
    ...left,
    ...right,
    outcome: strictest(left.outcome, right.outcome),
    action: strictest(left.action, right.action),
    findings: [...left.findings, ...right.findings],
    ...(excused.length === 0 ? {} : { excused }),
    ...(unlisted === 0 ? {} : { unlisted }),
    ...(right.basis === undefined ? {} : { basis: weakerBasis(left.basis, right.basis) }),
  });
}

/** A hostile text may hold a finding per character; an entry of the ledger must not. */
export function bounded(record: ControlRecord): ControlRecord {
  const over = record.findings.length - FINDINGS_KEPT;
  if (over <= 0) return record;
  return { ...record, findings: record.findings.slice(0, FINDINGS_KEPT), unlisted: (record.unlisted ?? 0) + over };
}

function shifted(record: ControlRecord, offset: number): ControlRecord {
  if (offset === 0 || record.findings.length === 0) return record;
  const findings = record.findings.map(
    (finding): Finding => ({
      ...finding,
      at: { ...finding.at, start: finding.at.start + offset, end: finding.at.end + offset },
    }),
  );
  return { ...record, findings };
}
