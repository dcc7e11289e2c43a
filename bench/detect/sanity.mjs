// Small facts that tell whether the other figures can be believed.
import { grouped, rankingOf, shareOf } from './ranked.mjs';
import { decimal, groupTable, percent, tierTable } from './table.mjs';
import { inHashOrder } from './texts.mjs';

const FEWEST = 20;

/** Saturation, languages that are not assessed, and the ranking when labels are drawn at random. */
export function measureSanity({ tier, readings: users }, { readings: data }) {
  const documents = data.filter(({ channel }) => channel !== 'tool_description');
  return {
    tier,
    user: checksOf(users),
    documents: checksOf(documents),
    unassessed: Object.fromEntries(
      grouped([...users, ...documents], ({ lang }) => lang)
        .filter(([, group]) => group.length >= FEWEST)
        .map(([lang, group]) => [lang, shareOf(group, ({ unassessed }) => unassessed)]),
    ),
  };
}

function checksOf(readings) {
  const attacks = readings.filter(({ isAttack }) => isAttack);
  const { top, distinct } = rankingOf(
    attacks,
    readings.filter(({ isAttack }) => !isAttack),
  );
  const shuffled = inHashOrder(readings);
  return { top, distinct, randomAuc: rankingOf(shuffled.slice(0, attacks.length), shuffled.slice(attacks.length)).auc };
}

/** The part of the page with these facts. */
export function sanityLines(results) {
  return [
    '## Whether the figures can be believed',
    '',
    ...tierTable(results, [
      [
        'user texts: different scores among the highest 1 % of benign ones',
        ({ user }) => `${user.distinct} of ${user.top}`,
      ],
      ['data: the same', ({ documents }) => `${documents.distinct} of ${documents.top}`],
      ['user texts: AUC with labels drawn at random', ({ user }) => decimal(user.randomAuc)],
      ['data: the same', ({ documents }) => decimal(documents.randomAuc)],
    ]),
    `Texts marked as unassessed, languages with at least ${FEWEST} texts (languages are guessed by the sources):`,
    '',
    ...groupTable(results, ['language', 'texts', 'unassessed'], Object.keys(results[0].unassessed), (result, lang) => {
      return [`${result.unassessed[lang].total}`, percent(result.unassessed[lang])];
    }),
  ];
}
