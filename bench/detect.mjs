// What the shipped detectors find, and what they cost, on rows that were set aside. Reads the built house.
// usage: npm run bench:detect -- --data DIR [--tier screen|encoder|both] [--json FILE] [--page FILE]
//   --data  directory with text-attacks, text-benign, tool-descriptions, pii, secrets, output (.jsonl or .jsonl.gz)
//   --tier  the screen alone, the whole cascade, or both side by side, as without it
//   --json  where to write every figure, and the score of every row by its id
//   --page  where to write the tables as a Markdown page
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cardLines } from './detect/cards.mjs';
import { measureCost } from './detect/cost.mjs';
import { measureDocuments } from './detect/documents.mjs';
import { goalsOf } from './detect/goals.mjs';
import { openHouse } from './detect/house.mjs';
import { renderPage, writeText } from './detect/page.mjs';
import { isThere } from './detect/rows.mjs';
import { measureSanity } from './detect/sanity.mjs';
import { measureDecoding, measureInvisible, measureSmuggling, smugglingMaterial } from './detect/smuggling.mjs';
import { devTexts } from './detect/texts.mjs';
import { measureDepth, measureTwins, twinMaterial } from './detect/twins.mjs';
import { measureUsers } from './detect/users.mjs';
import { busyShare, describeMachine } from './gateway/machine.mjs';

const TIERS = { screen: ['screen'], encoder: ['encoder'], both: ['screen', 'encoder'] };
const SETS = ['text-attacks', 'text-benign', 'tool-descriptions', 'pii', 'secrets', 'output'];
const RULES = ['personal', 'secrets', 'output'];

const started = performance.now();
const isWatched = process.stderr.isTTY === true;
const say = (text) => {
  if (isWatched) process.stderr.write(`\r\x1b[2K${((performance.now() - started) / 1_000).toFixed(0)} s  ${text}`);
};

const busy = busyShare();
const options = optionsOf(process.argv.slice(2));
if (typeof options === 'string') {
  process.stderr.write(`${options}\n`);
  process.exitCode = 2;
} else {
  const house = await opened(TIERS[options.tier]);
  try {
    if (house === undefined) process.exitCode = 1;
    else if (options.data === undefined) showCards(house);
    else if (house.readers.length === 0) {
      process.stderr.write(`the encoder is away (${house.lack}), measure the screen alone: --tier screen\n`);
      process.exitCode = 1;
    } else await run(house, options);
  } finally {
    await house?.close();
  }
}

/** The detectors, or undefined when the shipped weights are not whole, which is told. */
async function opened(tiers) {
  try {
    return await openHouse(tiers);
  } catch (error) {
    if (error.code === undefined) throw error;
    process.stderr.write(`${error.message}\n`);
    return undefined;
  }
}

/** The options, or what is wrong with them. Without data they are meant for another benchmark of the same call. */
function optionsOf(args) {
  if (!args.some((one) => one.startsWith('--data'))) return { tier: 'both' };
  const text = { type: 'string' };
  try {
    const { values } = parseArgs({ args, options: { data: text, tier: text, json: text, page: text } });
    const { tier = 'both', data } = values;
    if (!Object.hasOwn(TIERS, tier)) return `unknown tier \`${tier}\`, choose from: ${Object.keys(TIERS).join(', ')}`;
    const lack = data === undefined ? undefined : SETS.find((name) => !isThere(data, name));
    if (data !== undefined && existsSync(data) && lack !== undefined)
      return `the data directory \`${data}\` has no \`${lack}.jsonl.gz\`, name another one`;
    if (data !== undefined && !existsSync(data)) return `the data directory \`${data}\` is not there, name another one`;
    return { ...values, tier };
  } catch (error) {
    return error.message;
  }
}

function showCards(house) {
  process.stdout.write(`${cardLines(house).join('\n')}\n`);
  process.stdout.write('To measure, name the data: npm run bench:detect -- --data DIR\n');
}

async function run(house, { data, tier, json, page }) {
  const texts = devTexts(data);
  const material = { twins: twinMaterial(texts), smuggling: smugglingMaterial(texts) };
  say('canonical form and decoders');
  const invisible = measureInvisible(texts);
  const decoding = measureDecoding(material.smuggling);
  const rules = {};
  for (const name of RULES) {
    say(name);
    rules[name] = await (await import(`./detect/${name}.mjs`)).measure(data);
  }
  const results = [];
  for (const reader of house.readers) {
    results.push(
      await measured(reader, { texts, material, invisible, decoding, rules, screen: results[0]?.cost.screen }),
    );
  }
  say('');
  const command = `npm run bench:detect -- --data DIR${tier === 'both' ? '' : ` --tier ${tier}`}`;
  const machine = describeMachine();
  const rendered = renderPage({ house, machine, busy, command, texts, results, material, rules, invisible, decoding });
  process.stdout.write(`${isWatched ? '\r\x1b[2K' : ''}${rendered}\n`);
  process.stdout.write(`Took ${((performance.now() - started) / 1_000).toFixed(0)} s.\n`);
  if (page !== undefined) writeText(resolve(page), `${rendered.trimEnd()}\n`);
  if (json === undefined) return;
  const { digest, cards, lack } = house;
  const whole = { machine, command, digest, cards, lack, invisible, decoding, rules, results: results.map(withItems) };
  writeText(resolve(json), `${JSON.stringify(whole, null, 1)}\n`);
}

/** Everything about one tier. What is read first is timed, so the order is that of the page. */
async function measured(reader, { texts, material, invisible, decoding, rules, screen }) {
  const step = (name) => (done) => done % 20 === 0 && say(`${reader.tier}: ${name} ${done}`);
  await reader.readNow('Good morning.', 'user');
  await reader.readNow('Good morning.', 'document');
  const users = await measureUsers(reader, texts, step('user texts'));
  const documents = await measureDocuments(reader, texts, step('documents'));
  const twins = await measureTwins(reader, material.twins, step('twins'));
  const depth = await measureDepth(reader, material.twins, step('depth'));
  const smuggling = await measureSmuggling(reader, material.smuggling, step('disguises'));
  const sanity = measureSanity(users, documents);
  const cost = await measureCost(reader, texts, { users, documents }, step('steady load'));
  const one = { tier: reader.tier, users, documents, twins, depth, smuggling, sanity, cost };
  const goals = goalsOf({ ...one, cost: { ...cost, screen: cost.screen ?? screen }, invisible, decoding, ...rules });
  return { ...one, goals };
}

/** Readings by the ids of their rows instead of everything that is known of them. */
function withItems({ users, documents, ...rest }) {
  const items = [...users.readings, ...documents.readings].map(({ id, score, tier, coverage, isFlagged, isActed }) => ({
    ...{ id, score, tier, coverage, isFlagged, isActed },
  }));
  return { ...rest, users: { ...users, readings: undefined }, documents: { ...documents, readings: undefined }, items };
}
