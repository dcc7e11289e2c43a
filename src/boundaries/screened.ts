import type { ClassifierMeans, Screening, ToScreen } from '../core/index.ts';

/** Texts whose screening is kept at a time; controls of one crossing ask for the same few, one after the other. */
const KEPT = 8;

interface Kept {
  readonly one: ToScreen;
  readonly screening: Screening | Promise<Screening>;
}

/** A classifier that reads a text once, however many controls ask for it; never less of it than is asked. */
export function remembering(classifier: ClassifierMeans): ClassifierMeans {
  let kept: readonly Kept[] = [];
  return {
    screen(one) {
      const known = kept.find((other) => isEnough(other.one, one));
      if (known !== undefined) return known.screening;
      const screening = classifier.screen(one);
      kept = [...kept, { one, screening }].slice(-KEPT);
      return screening;
    },
  };
}

function isEnough(known: ToScreen, wanted: ToScreen): boolean {
  return (
    known.crossing === wanted.crossing && (known.demand ?? 0) >= (wanted.demand ?? 0) && known.text === wanted.text
  );
}
