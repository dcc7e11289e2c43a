import { expect, test } from 'vitest';
import { calibrationOf, SCREENED } from '../../src/cli/calibration.ts';
import { watchedClassifier } from '../../src/cli/watched-classifier.ts';
import { type ClassifierMeans, RATES, type Screening, type Tier } from '../../src/core/index.ts';
import { createLogger, createMetrics } from '../../src/telemetry/index.ts';
import { cardOf } from './cards.ts';

const BAND = { low: 0.005, high: 0.02 };
const calibrationWith = (band: typeof BAND) =>
  calibrationOf(
    SCREENED.flatMap((crossing) =>
      RATES.flatMap((rate) => [
        cardOf({ crossing, tier: 'screen', rate, threshold: 0.5, band }),
        cardOf({ crossing, tier: 'encoder', rate, threshold: 0.9, band }),
      ]),
    ),
  );
const screening = (score: number, more: Partial<Screening> = {}): Screening => ({
  ...{ score, tier: 'screen', coverage: 1, isProvisional: false, unassessed: false, suspicions: [] },
  ...more,
});

/** A watched classifier that says what it is told, what it logged, and the samples of its metrics. */
function watched(tier: Tier = 'screen', band = BAND) {
  const none = { controls: [], routes: [], dialects: [], providers: [], models: [], queues: [], caches: [], paths: [] };
  const metrics = createMetrics(none);
  const lines: string[] = [];
  const logger = createLogger({ write: (line) => void lines.push(line), level: 'info' });
  let next: Screening | Promise<Screening> = screening(0);
  const inner: ClassifierMeans = { screen: () => next };
  const calibration = calibrationWith(band);
  const classifier = watchedClassifier(inner, { calibration, metrics, logger, tier: () => tier });
  const read = (
    answer: Screening | Promise<Screening>,
    times = 1,
    crossing: (typeof SCREENED)[number] = 'data.memory',
  ) => {
    next = answer;
    let last: Screening | Promise<Screening> = answer;
    for (let done = 0; done < times; done += 1) last = classifier.screen({ text: 't', crossing, decoded: [] });
    return last;
  };
  const events = () =>
    lines.map((line) => JSON.parse(line)).map(({ level, event, crossing }) => [level, event, crossing]);
  const samples = async () => {
    const text = await metrics.render();
    metrics.stop();
    return text.split('\n').filter((line) => line.includes('crossing="data.memory"'));
  };
  return { read, events, samples };
}

test('says once when too much is noticed, and once when it is as usual again', async () => {
  const { read, events, samples } = watched();
  void read(screening(0.1), 300);
  expect(events()).toEqual([]);
  void read(screening(0.5), 60);
  expect(events()).toEqual([['warn', 'flag-rate-above', 'data.memory']]);
  void read(screening(0.49), 3000);
  expect(events().slice(1)).toEqual([['info', 'flag-rate-in-band', 'data.memory']]);
  expect(await samples()).toContain('ringfort_detector_flag_rate_state{crossing="data.memory"} 0');
});

test('says when less is noticed than ever was', () => {
  const { read, events } = watched('screen', { low: 0.3, high: 0.4 });
  void read(screening(0.1), 250);
  expect(events()).toEqual([['info', 'flag-rate-below', 'data.memory']]);
});

test('looks at the band of the tier that judges', () => {
  const { read, events } = watched('encoder');
  void read(screening(0.6), 400);
  expect(events()).toEqual([]);
  void read(screening(0.9), 60);
  expect(events()).toEqual([['warn', 'flag-rate-above', 'data.memory']]);
});

test('counts who answered, how much was read and what was not assessed, also of answers that come later', async () => {
  const { read, samples } = watched();
  const late = read(Promise.resolve(screening(0.2, { tier: 'encoder', coverage: 0.3, unassessed: true })));
  expect(await late).toMatchObject({ coverage: 0.3 });
  expect(read(screening(0.1))).toMatchObject({ score: 0.1 });
  const told = await samples();
  for (const line of [
    'ringfort_detector_screenings_total{crossing="data.memory",tier="encoder"} 1',
    'ringfort_detector_screenings_total{crossing="data.memory",tier="screen"} 1',
    'ringfort_detector_coverage_ratio_sum{crossing="data.memory",tier="encoder"} 0.3',
    'ringfort_detector_unassessed_total{crossing="data.memory"} 1',
    'ringfort_detector_flag_rate_state{crossing="data.memory"} 0',
  ])
    expect(told).toContain(line);
});
