import { decimal, percent, table } from './table.mjs';

/** What is shipped and needs no data to be told: the calibration cards, and which tiers answer on this machine. */
export function cardLines({ digest, cards, readers, lack }) {
  const tiers = readers.map(({ tier }) => tier);
  return [
    '## Shipped detectors',
    '',
    `Weights \`${digest.slice(0, 16)}\`. Tiers at work here: ${tiers.join(', ') || 'none'}${lack === undefined ? '' : `; the encoder is away: ${lack}`}.`,
    '',
    'Calibration cards: from its threshold on, at most the rate of harmless texts is noticed, with the confidence given, for traffic like the calibration texts.',
    '',
    ...table(
      ['crossing', 'tier', 'rate', 'threshold', 'texts', 'noticed', 'confidence'],
      cards.map((card) => [
        `\`${card.crossing}\``,
        card.tier,
        percent(card.rate),
        decimal(card.threshold, 4),
        `${card.texts}`,
        `${card.observed}`,
        percent(card.confidence, 0),
      ]),
    ),
  ];
}
