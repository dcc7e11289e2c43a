import { shippedScreen } from '../../src/cli/detectors.ts';
import type { ClassifierMeans } from '../../src/core/index.ts';

/** The shipped detectors without the encoder: pure, and the same on every machine. */
export const SCREEN: ClassifierMeans = shippedScreen();
