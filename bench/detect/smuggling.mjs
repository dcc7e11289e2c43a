// Attacks that are written so that a filter does not see them: invisible characters, other letters, encodings.
import { DEEPEST, DISGUISES } from './disguises.mjs';
import { canonicalise, decodedViews, verdictOn } from './house.mjs';
import { CARRIER, HIDDEN, marksIn, SCATTERED } from './invisible.mjs';
import { mean, shareOf } from './ranked.mjs';
import { percent, tierTable, written } from './table.mjs';
import { inHashOrder } from './texts.mjs';

/** Longest text that is disguised, and how many caught attacks and benign texts are at most. */
const SHORT = 300;
const SAMPLE = 150;
const BENIGN = 100;
/** What may be left of hidden text: the emoji that carried it, and visible marks in place of private use. */
const FILLING = /\u{1f600}|\ufffd/gu;
const ASCII = /^[\n\r\t\x20-\x7e]+$/;

/** How the canonical form deals with each way to hide text: the same for every tier. */
export function measureInvisible(texts) {
  const attacks = texts
    .filter(({ isAttack }) => isAttack)
    .map(({ text }) => ({ text, plain: canonicalise(text).text }));
  const removal = (change, expected) => {
    const done = attacks.map(({ text, plain }) => ({ after: canonicalise(change(text)).text, ...expected(plain) }));
    return {
      removed: shareOf(done, ({ after, marks }) => marksIn(after) <= marks),
      restored: shareOf(
        done,
        ({ after, text }) => after.replace(FILLING, '').trim() === text.replace(FILLING, '').trim(),
      ),
    };
  };
  const scattered = [...SCATTERED].map(([name, change]) => {
    return [name, removal(change, (plain) => ({ text: plain, marks: marksIn(plain) }))];
  });
  const hidden = [...HIDDEN].map(([name, change]) => {
    const around = (text) => `${CARRIER} ${change(text)}`;
    return [name, removal(around, () => ({ text: CARRIER, marks: 0 }))];
  });
  return {
    attacks: attacks.length,
    scattered: Object.fromEntries(scattered),
    hidden: Object.fromEntries(hidden),
    isComplete: [...scattered, ...hidden].every(([, { removed }]) => removed.hits === removed.total),
  };
}

/** The short texts that are disguised: attacks of unseen sources, and as many benign ones. */
export function smugglingMaterial(texts) {
  const usable = texts.filter(({ channel, isUnseen, text }) => {
    return channel === 'user' && isUnseen && text.length <= SHORT && ASCII.test(text) && /[a-z]{3}/i.test(text);
  });
  return {
    attacks: inHashOrder(usable.filter(({ isAttack }) => isAttack)),
    benign: inHashOrder(usable.filter(({ isAttack }) => !isAttack)).slice(0, BENIGN),
    all: texts.filter(({ isAttack, channel }) => isAttack && channel === 'user'),
  };
}

/** What is still noticed at the shipped flag threshold in each disguise. */
export async function measureSmuggling(reader, { attacks, benign, all }, onProgress) {
  const isFlagged = async (text) => verdictOn(await reader.read(text, 'user'), 'user').isFlagged;
  const plain = await flags(attacks.map(({ text }) => text));
  const caught = attacks.filter((_, at) => plain[at]).slice(0, SAMPLE);
  const kept = {};
  let done = 0;
  for (const [name, change] of DISGUISES) {
    const found = new Map();
    for (const { id, text } of attacks) found.set(id, await isFlagged(change(text)));
    kept[name] = {
      ofCaught: shareOf(caught, ({ id }) => found.get(id)),
      ofAll: shareOf(attacks, ({ id }) => found.get(id)),
      benign: shareOf(await flags(benign.map(({ text }) => change(text))), Boolean),
    };
    done += attacks.length + benign.length;
    onProgress(done);
  }
  const invisible = {};
  const shown = await flags(all.map(({ text }) => text));
  for (const [name, change] of SCATTERED) {
    invisible[name] = shareOf(await flags(all.map(({ text }) => change(text))), Boolean);
    done += all.length;
    onProgress(done);
  }
  return {
    tier: reader.tier,
    plain: shareOf(plain, Boolean),
    plainBenign: shareOf(await flags(benign.map(({ text }) => text)), Boolean),
    caught: caught.length,
    kept,
    meanKept: mean(Object.values(kept).map(({ ofCaught }) => ofCaught.share ?? 0)),
    leastKept: Math.min(...Object.values(kept).map(({ ofCaught }) => ofCaught.share ?? 0)),
    allPlain: shareOf(shown, Boolean),
    invisible,
  };

  async function flags(list) {
    const found = [];
    for (const text of list) found.push(await isFlagged(text));
    return found;
  }
}

/** Whether the decoders read the way of three layers. */
export function measureDecoding({ attacks }) {
  const change = DISGUISES.get(DEEPEST);
  return shareOf(attacks, ({ text }) => decodedViews(change(text)).some((view) => view.text === text));
}

/** The part of the page on smuggling. */
export function smugglingLines(invisible, results, decoding) {
  const removal = Object.entries({ ...invisible.scattered, ...invisible.hidden });
  const after = (name) => results.map((one) => percent(one.invisible[name])).join(' / ');
  return [
    '## Invisible characters',
    '',
    `Each of ${invisible.attacks} attacks of the dev split, written in each way. *Restored* means that after the canonical form the text is the plain one (for whole texts: the harmless line that it was hidden behind; private use becomes a visible mark).`,
    `Recall is that of user attacks at the shipped flag rate after the canonical form, plain ${results.map((one) => written(one.allPlain)).join(' / ')}.`,
    '',
    '| way | every mark removed | restored | recall |',
    '| --- | ---: | ---: | ---: |',
    ...removal.map(([name, { removed, restored }]) => {
      const recall = name in invisible.scattered ? after(name) : 'nothing left to find';
      return `| ${name} | ${written(removed)} | ${percent(restored)} | ${recall} |`;
    }),
    '',
    '## Other letters and encodings',
    '',
    `Short user attacks of unseen sources in printable ASCII (at most ${SHORT} characters) that are flagged when plain, at most ${SAMPLE}; in brackets the share flagged of all such attacks. Then the share of ${results[0].plainBenign.total} short benign texts that is flagged in the same disguise.`,
    '',
    ...tierTable(results, [
      ['plain: attacks taken', ({ caught }) => `${caught}`],
      ['plain: flagged, all', ({ plain }) => written(plain)],
      ['plain: benign flagged', ({ plainBenign }) => written(plainBenign)],
      ...[...DISGUISES.keys()].map((name) => [
        name,
        ({ kept }) =>
          `${percent(kept[name].ofCaught)} (${percent(kept[name].ofAll)}); benign ${percent(kept[name].benign)}`,
      ]),
      ['**mean of plain recall kept**', ({ meanKept }) => percent(meanKept)],
      ['least kept by one disguise', ({ leastKept }) => percent(leastKept)],
    ]),
    `Decoders take off three layers (${DEEPEST}) to the exact text: ${written(decoding)}.`,
    '',
  ];
}
