// What people write: attacks against ordinary turns, and the ordinary turns that look like attacks.
import { grouped, quantile, rankingOf, readAll, shareOf, TARGETS } from './ranked.mjs';
import { decimal, groupTable, percent, tierTable, written } from './table.mjs';

const LENGTHS = [
  [200, '1 to 200'],
  [1_000, '201 to 1,000'],
  [4_000, '1,001 to 4,000'],
  [Number.POSITIVE_INFINITY, 'more than 4,000'],
];
/** Groups with fewer texts than this are told together. */
const FEWEST = 20;

/** Reads every set-aside user text; attacks are always ranked against all benign ones. */
export async function measureUsers(reader, texts, onProgress) {
  const readings = await readAll(
    reader,
    texts.filter(({ channel }) => channel === 'user'),
    onProgress,
  );
  const attacks = readings.filter(({ isAttack }) => isAttack);
  const benign = readings.filter(({ isAttack }) => !isAttack);
  const ranked = (part) => part.length > 0 && rankingOf(part, benign);
  const unseen = attacks.filter(({ isUnseen }) => isUnseen);
  const ordinary = benign.filter(({ isUnseen }) => isUnseen);
  const cell = (group) => {
    const [bad, good] = [group.filter((one) => one.isAttack), group.filter((one) => !one.isAttack)];
    const { auc = null, recall = {} } = ranked(bad) || {};
    return {
      ...{ attacks: bad.length, benign: good.length, auc, recall: recall[0.01] ?? null },
      caught: shareOf(bad, ({ isFlagged }) => isFlagged),
      flagged: shareOf(good, ({ isFlagged }) => isFlagged),
    };
  };
  const cells = (part, nameOf) => Object.fromEntries(grouped(part, nameOf).map(([name, group]) => [name, cell(group)]));
  const hard = benign.filter((one) => one.class.startsWith('hard-negative'));
  const times = readings.map(({ milliseconds }) => milliseconds);
  return {
    tier: reader.tier,
    all: ranked(attacks),
    unseen: rankingOf(unseen, benign),
    unseenAlone: rankingOf(unseen, ordinary),
    screenAnswered: shareOf(readings, ({ tier }) => tier === 'screen'),
    screenAnsweredUnseen: shareOf(
      readings.filter(({ isUnseen }) => isUnseen),
      ({ tier }) => tier === 'screen',
    ),
    screenAnsweredBenign: shareOf(benign, ({ tier }) => tier === 'screen'),
    sets: cells(readings, (one) => `${one.set}${one.isUnseen ? ' (unseen)' : ''}`),
    groups: groupsOf(readings, cells),
    unseenGroups: groupsOf(
      readings.filter(({ isUnseen }) => isUnseen),
      cells,
    ),
    hardNegatives: {
      all: passed(hard),
      unseen: passed(hard.filter(({ isUnseen }) => isUnseen)),
      classes: Object.fromEntries(grouped(hard, (one) => one.class).map(([name, group]) => [name, passed(group)])),
    },
    meanMs: times.reduce((sum, time) => sum + time, 0) / times.length,
    p99Ms: quantile(times, 0.99),
    readings,
  };
}

/** Cells by class, language and length. */
function groupsOf(part, cells) {
  const common = new Set(
    grouped(part, ({ lang }) => lang).flatMap(([name, group]) => (group.length >= FEWEST ? [name] : [])),
  );
  const lengths = cells(part, ({ characters }) => LENGTHS.find(([most]) => characters <= most)[1]);
  return {
    class: cells(part, (one) => one.class),
    language: cells(part, ({ lang }) => (common.has(lang) ? lang : `fewer than ${FEWEST} texts each`)),
    characters: Object.fromEntries(LENGTHS.flatMap(([, name]) => (name in lengths ? [[name, lengths[name]]] : []))),
  };
}

function passed(group) {
  return shareOf(group, ({ isFlagged }) => !isFlagged);
}

/** The part of the page on user texts. */
export function userLines(results, rates) {
  const portions = [
    ['all dev', (result) => result.all],
    ['attacks of unseen sources', (result) => result.unseen],
    ['unseen sources alone, benign texts too', (result) => result.unseenAlone],
  ];
  const lines = portions.flatMap(([name, of]) => {
    const { attacks, benign } = of(results[0]);
    return [
      [`**${name}**: ${attacks} attacks, ${benign} benign`, () => ''],
      ['AUC', (result) => decimal(of(result).auc, 4)],
      ...TARGETS.map((target) => [
        `recall at ${percent(target)} false positives`,
        (result) => written(of(result).recall[target]),
      ]),
      [`recall, flagged (shipped rate ${rates.flag})`, (result) => written(of(result).caught)],
      [`benign flagged`, (result) => written(of(result).flagged)],
      [`recall, blocked (shipped rate ${rates.block})`, (result) => written(of(result).caughtHard)],
      [`benign blocked`, (result) => written(of(result).acted)],
    ];
  });
  const head = ['attacks', 'benign', 'AUC', 'recall at 1 %', 'attacks flagged', 'benign flagged'];
  const groups = (title, cellsIn) =>
    groupTable(results, [title, ...head], Object.keys(cellsIn(results[0])), (result, name) => {
      const { attacks, benign, auc, recall, caught, flagged } = cellsIn(result)[name];
      return [`${attacks}`, `${benign}`, decimal(auc), percent(recall), percent(caught), percent(flagged)];
    });
  const twice = ['class', 'language', 'characters'].flatMap((by) => [
    ...groups(by, (result) => result.groups[by]),
    ...groups(`${by}, unseen sources`, (result) => result.unseenGroups[by]),
  ]);
  return [
    '## What people write',
    '',
    'Attacks are ranked against all benign user texts of the dev split, unless a line says otherwise; by the same measure the tables',
    'of groups. Flagged and blocked is what the shipped thresholds do, signs included.',
    '',
    ...tierTable(results, [
      ...lines,
      ['**answered by the screen alone**, all texts', (result) => written(result.screenAnswered)],
      ['the same, texts of unseen sources', (result) => written(result.screenAnsweredUnseen)],
      ['the same, benign texts', (result) => written(result.screenAnsweredBenign)],
    ]),
    ...groups('data set', ({ sets }) => sets),
    ...twice,
    '## Harmless texts that look like attacks',
    '',
    'User texts that no control flags at the shipped rate.',
    '',
    ...tierTable(results, [
      ['**all hard negatives**', ({ hardNegatives }) => written(hardNegatives.all)],
      ['of unseen sources', ({ hardNegatives }) => written(hardNegatives.unseen)],
      ...Object.keys(results[0].hardNegatives.classes).map((name) => [
        name,
        ({ hardNegatives }) => written(hardNegatives.classes[name]),
      ]),
    ]),
  ];
}
