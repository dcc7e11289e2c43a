// The shipped detectors of the built house, opened so that two runs say the same.
const dist = (path) => new URL(`../../dist/${path}`, import.meta.url).href;
const { readWeights, createClassifier, openEncoder } = await import(dist('inference/index.js'));
const { thresholdsOf } = await import(dist('cli/detectors.js'));
const { shippedCards } = await import(dist('cli/calibration.js'));
const { CATALOG } = await import(dist('controls/index.js'));
export const { canonicalise, decodedViews, applyEdits } = await import(dist('text/index.js'));
export const { STUB } = await import(dist('core/index.js'));

/** A measurement is not to be spoilt by a busy machine: the encoder may take this long for one text, in milliseconds. */
const UNHURRIED_MS = 30_000;
/** The gateway draws from a secret key; here the same passages are drawn in every run. */
const DRAW_KEY = new Uint8Array(32).fill(7);

/** The rates at which the controls notice and act unless a policy says otherwise. */
export const RATES = {
  user: defaultsOf('prompt-injection'),
  data: defaultsOf('injected-instructions'),
};

function defaultsOf(id) {
  return CATALOG.find((control) => control.id === id).config.parse({});
}

/** Where the texts of a channel cross. */
export const crossingOf = (channel) => (channel === 'user' ? 'interface.request' : 'data.retrieval');

/**
 * The shipped weights: their cards, and readers for the tiers asked for, `screen` or `encoder`. `lack` says why the encoder
 * is not there, where it is wanted and away.
 */
export async function openHouse(wanted) {
  const weights = readWeights();
  const thresholds = thresholdsOf(weights);
  const readers = [];
  if (wanted.includes('screen')) readers.push(readerOf('screen', weights, thresholds, undefined));
  let lack;
  let encoder;
  if (wanted.includes('encoder')) {
    encoder = await openEncoder({
      modelFile: weights.encoderFile,
      onState: (state, cause) => {
        lack = state === 'ready' ? undefined : (cause?.message ?? state);
      },
    });
    if (encoder.state === 'ready') readers.push(readerOf('encoder', weights, thresholds, encoder));
  }
  return {
    digest: weights.digest,
    cards: shippedCards(weights),
    readers,
    lack,
    thresholds: (crossing) => thresholds.get(crossing),
    close: async () => encoder?.close(),
  };
}

/**
 * Reads texts as the gateway does: the canonical form first, then its decoded views, then the detectors. A text is read once,
 * however often it is asked about; `ms` is what its first reading took, `rows` what the encoder read for it.
 */
function readerOf(tier, { pieces, screen, fusion }, thresholds, encoder) {
  const counts = { rows: 0 };
  const counted = encoder && {
    get state() {
      return encoder.state;
    },
    judge: (rows, deadlineMs) => {
      counts.rows += rows.length;
      return encoder.judge(rows, deadlineMs);
    },
    close: () => encoder.close(),
  };
  const classifier = createClassifier({
    ...{ pieces, screen, fusion, thresholds },
    encoder: counted,
    deadlineMs: UNHURRIED_MS,
    drawKey: DRAW_KEY,
  });
  const known = new Map();
  const readNow = async (raw, channel) => {
    const before = performance.now();
    const rowsBefore = counts.rows;
    const { text } = canonicalise(raw);
    const screening = await classifier.screen({ text, crossing: crossingOf(channel), decoded: decodedViews(text) });
    return { ...screening, text, ms: performance.now() - before, rows: counts.rows - rowsBefore };
  };
  return {
    tier,
    classifier,
    readNow,
    async read(raw, channel) {
      const key = `${crossingOf(channel)} ${raw}`;
      if (!known.has(key)) known.set(key, await readNow(raw, channel));
      return known.get(key);
    },
  };
}

/** The strictest rate at which anything in a text is noticed; infinite when nothing is. */
export function strictestRate({ suspicions }) {
  return suspicions.reduce((least, { rate }) => Math.min(least, rate), Number.POSITIVE_INFINITY);
}

/** Whether a control would notice the text, and whether it would act upon it: block a request, put a stub in data. */
export function verdictOn(reading, channel) {
  const rate = strictestRate(reading);
  if (channel === 'user') {
    const { flag, block } = RATES.user;
    return { isFlagged: rate <= Math.max(flag, block), isActed: rate <= block };
  }
  const { flag, stub } = RATES.data;
  return { isFlagged: rate <= Math.max(flag, stub), isActed: rate <= stub };
}

/** The edits that put stubs in place of what is surely an order inside data. */
export function stubsIn({ suspicions }) {
  return suspicions
    .filter(({ rate }) => rate <= RATES.data.stub)
    .map(({ start, end }) => ({ start, end, replacement: STUB }));
}
