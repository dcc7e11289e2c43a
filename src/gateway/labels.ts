import { joinConfidentiality, joinIntegrity, type SessionLabels } from '../core/index.ts';
import type { DialectRequest } from './dialect.ts';

const NOTHING_SEEN: SessionLabels = { integrity: 'trusted', confidentiality: 'public' };

/** The join of all labels of a request: how little may be believed, and how few may read, of what the model is about to see. */
export function labelsOf(request: DialectRequest): SessionLabels {
  let joined = NOTHING_SEEN;
  for (const { unit } of request.units) {
    for (const { label } of unit.parts) {
      joined = {
        integrity: joinIntegrity(joined.integrity, label.integrity),
        confidentiality: joinConfidentiality(joined.confidentiality, label.confidentiality),
      };
    }
  }
  return joined;
}
