// Data that an assistant only reads: documents and tool results as they are, descriptions of tools for information.
import { grouped, rankingOf, readAll, shareOf, TARGETS } from './ranked.mjs';
import { decimal, groupTable, percent, tierTable, written } from './table.mjs';

const READ = new Set(['document', 'tool_output']);

/** Reads every set-aside document, tool result and description of a tool. */
export async function measureDocuments(reader, texts, onProgress) {
  const data = texts.filter(({ channel }) => READ.has(channel) || channel === 'tool_description');
  const readings = await readAll(reader, data, onProgress);
  const read = readings.filter(({ channel }) => READ.has(channel));
  const benign = read.filter(({ isAttack }) => !isAttack);
  const attacks = read.filter(({ isAttack }) => isAttack);
  const unseen = (part) => part.filter(({ isUnseen }) => isUnseen);
  const tools = readings.filter(({ channel }) => channel === 'tool_description');
  const security = benign.filter((one) => one.class === 'hard-negative-security-doc');
  const effects = (part) => ({
    touched: shareOf(part, ({ isActed }) => isActed),
    flagged: shareOf(part, ({ isFlagged }) => isFlagged),
  });
  const cell = (group) => ({
    attacks: group.filter(({ isAttack }) => isAttack).length,
    benign: group.filter(({ isAttack }) => !isAttack).length,
    caught: shareOf(
      group.filter(({ isAttack }) => isAttack),
      ({ isActed }) => isActed,
    ),
    ...effects(group.filter(({ isAttack }) => !isAttack)),
  });
  return {
    tier: reader.tier,
    all: rankingOf(attacks, benign),
    unseen: rankingOf(unseen(attacks), benign),
    unseenAlone: rankingOf(unseen(attacks), unseen(benign)),
    tools: rankingOf(
      tools.filter(({ isAttack }) => isAttack),
      tools.filter(({ isAttack }) => !isAttack),
    ),
    clean: { all: effects(benign), unseen: effects(unseen(benign)) },
    security: {
      quoting: effects(security.filter(({ meta }) => meta?.quotes_attack === true)),
      plain: effects(security.filter(({ meta }) => meta?.quotes_attack !== true)),
    },
    sets: Object.fromEntries(
      grouped(read, (one) => `${one.set}${one.isUnseen ? ' (unseen)' : ''}`).map(([name, group]) => [
        name,
        cell(group),
      ]),
    ),
    readings,
  };
}

/** The part of the page on data. */
export function documentLines(results, rates) {
  const portions = [
    ['all dev', (result) => result.all],
    ['attacks of unseen sources', (result) => result.unseen],
    ['unseen sources alone, benign texts too', (result) => result.unseenAlone],
    ['descriptions of tools (for information, no control judges them)', (result) => result.tools],
  ];
  const lines = portions.flatMap(([name, of]) => [
    [`**${name}**: ${of(results[0]).attacks} attacks, ${of(results[0]).benign} benign`, () => ''],
    ['AUC', (result) => decimal(of(result).auc, 4)],
    ...TARGETS.map((target) => [
      `recall at ${percent(target)} false positives`,
      (result) => written(of(result).recall[target]),
    ]),
    ['recall, sentence removed at the shipped rate', (result) => written(of(result).caughtHard)],
  ]);
  return [
    '## Data that an assistant reads',
    '',
    `Documents and tool results as they are. A control puts a stub in place of a sentence at rate ${rates.stub} and flags at ${rates.flag}.`,
    '',
    ...tierTable(results, [
      ...lines,
      ['**benign documents touched** (a stub), all', ({ clean }) => written(clean.all.touched)],
      ['of unseen sources', ({ clean }) => written(clean.unseen.touched)],
      ['**benign documents flagged**, all', ({ clean }) => written(clean.all.flagged)],
      ['of unseen sources', ({ clean }) => written(clean.unseen.flagged)],
      ['documentation about attacks touched, an attack quoted', ({ security }) => written(security.quoting.touched)],
      ['none quoted', ({ security }) => written(security.plain.touched)],
      ['documentation about attacks flagged, an attack quoted', ({ security }) => written(security.quoting.flagged)],
      ['none quoted', ({ security }) => written(security.plain.flagged)],
    ]),
    ...groupTable(
      results,
      ['data set', 'attacks', 'benign', 'attacks touched', 'benign touched', 'benign flagged'],
      Object.keys(results[0].sets),
      ({ sets }, name) => {
        const { attacks, benign, caught, touched, flagged } = sets[name];
        return [`${attacks}`, `${benign}`, percent(caught), percent(touched), percent(flagged)];
      },
    ),
  ];
}
