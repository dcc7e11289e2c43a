// How well `safe-rendering` makes answers inert, and `tool-gate` keeps fragments out of arguments. Reads the built house: run
// `npm run build` first.
import { actingIn, losesAnything, pageOf } from './rendered.mjs';
import { asked, askedCall, documentsOf, microsecondsPerKilobyte, portions, readRows, rewritten } from './rows.mjs';
import { share, written } from './score.mjs';

/** How exfiltration rows stand in an answer: alone, in a list, in a quotation, behind and before prose. */
const SETTINGS = [
  (text) => text,
  (text) => `Here is the summary you asked for.\n\n${text}\n\nAnything else?`,
  (text) => text.replace(/^/gm, '> '),
  (text) => `- first\n- ${text.replace(/\n/g, '\n  ')}`,
];

/** Kinds of text that stand in for benign answers. */
const ANSWERS = /^(?:model-answer|document-readme|document-howto|document-short|code|tool-output|chat)$/;

/**
 * Measures answers by what a renderer makes of them: a malicious one is neutralised when nothing in the page acts or leads to
 * another host any more. A row of which nothing acts even without the control (a piece of script without its tag) is counted apart.
 * A benign one is whole when its page, every host that it names being listed, loses no letter, link or image. Then arguments of tools: a malicious
 * one is stopped when the call is blocked, in a field whose name says what it holds.
 */
export async function measure(dataDirectory) {
  const rows = readRows(dataDirectory, 'output');
  const answers = readRows(dataDirectory, 'text-benign').filter((row) => ANSWERS.test(row.class));
  const result = {};
  for (const [name, part] of Object.entries(portions(rows))) {
    if (part.length > 0) result[name] = await tally(part);
  }
  const { seen, part: unseen, whole } = portions(answers);
  const benign = { seen: await benignAnswers(seen), unseen: await benignAnswers([...unseen, ...whole]) };
  const inspect = await asked('safe-rendering', 'interface.response');
  const cost = microsecondsPerKilobyte(
    inspect,
    documentsOf(
      answers.map((row) => row.text),
      4096,
    ),
  );
  return { ...result, benignAnswers: benign, microsecondsPerKilobyte: cost, lines: linesOf(result, benign, cost) };
}

async function tally(rows) {
  const table = new Map();
  const count = (label, isGood) => {
    const counts = table.get(label) ?? { hits: 0, total: 0 };
    table.set(label, { hits: counts.hits + (isGood ? 1 : 0), total: counts.total + 1 });
  };
  for (const row of rows) {
    if (row.sink === 'html' || row.sink === 'markdown') await judgeAnswer(row, count);
    else if (row.malicious !== null) await judgeArgument(row, count);
  }
  const entries = [...table].sort().map(([label, { hits, total }]) => [label, share(hits, total)]);
  return { rows: rows.length, shares: Object.fromEntries(entries) };
}

async function judgeAnswer({ payload, sink, malicious, class: kind }, count) {
  const where = `${sink}, ${kind}`;
  if (malicious === null) return;
  if (malicious) {
    if (kind === 'data-exfiltration') {
      const listed = await asked('safe-rendering', 'interface.response', { sink, hosts: hostsOf(payload) });
      count(`malicious ${where}, its host listed: seen as encoded data`, listed(payload).outcome === 'rewrite');
    }
    const inspect = await asked('safe-rendering', 'interface.response', { sink });
    for (const setting of kind === 'data-exfiltration' ? SETTINGS : [(text) => text]) {
      const text = setting(payload);
      const isLive = actingIn(pageOf(text, sink)).length > 0;
      const after = rewritten(text, inspect(text));
      const isInert = after === undefined || actingIn(pageOf(after, sink)).length === 0;
      count(
        isLive ? `malicious ${where}: neutralised` : `malicious ${where}, nothing acts even before: still inert`,
        isInert,
      );
    }
    return;
  }
  if (actsByItself(payload, sink)) return;
  count(`benign ${where}: whole, its hosts listed`, (await changed(payload, sink)).isWhole);
}

/** What the control does to a benign answer whose hosts are all listed. */
export async function changed(text, sink) {
  const inspect = await asked('safe-rendering', 'interface.response', { sink, hosts: hostsOf(text) });
  const verdict = inspect(text);
  if (verdict.outcome === 'pass') return { isSame: true, isWhole: true, rules: [] };
  const after = rewritten(text, verdict);
  const isWhole = after !== undefined && !losesAnything(pageOf(text, sink), pageOf(after, sink));
  return { isSame: false, isWhole, rules: [...new Set(verdict.findings.map((one) => one.rule))] };
}

/** Every host that a text names, as an operator would list it. */
function hostsOf(text) {
  const plain = text.replace(/%3A/gi, ':').replace(/%2F/gi, '/');
  const named = [...plain.matchAll(/\b(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}\b/gi)].map(([host]) => host);
  const addressed = [...plain.matchAll(/\/\/([a-z0-9.-]{1,253})/gi)].map(([, host]) => host);
  return [...new Set([...named, ...addressed].map((host) => host.toLowerCase()))];
}

async function benignAnswers(answers) {
  const counts = { same: 0, whole: 0, total: 0 };
  const rules = {};
  for (const row of answers) {
    const text = row.class === 'code' ? fenced(row.text) : row.text;
    if (actsByItself(text, 'markdown')) continue;
    const { isSame, isWhole, rules: changedBy } = await changed(text, 'markdown');
    counts.total += 1;
    if (isSame) counts.same += 1;
    if (isWhole) counts.whole += 1;
    else for (const rule of changedBy) rules[rule] = (rules[rule] ?? 0) + 1;
  }
  return { same: share(counts.same, counts.total), whole: share(counts.whole, counts.total), rules };
}

/** Source code as an answer shows it. */
function fenced(code) {
  return `~~~~~~\n${code}\n~~~~~~\n`;
}

/** An example of something that acts, not only leads elsewhere, is made inert, and should be. */
export function actsByItself(text, sink) {
  return actingIn(pageOf(text, sink)).some((what) => !/ (?:href|src)$/.test(what));
}

/** The field that each class of text would arrive in. Whole statements and commands go where a tool takes such. */
const FIELD = {
  'sqli-fragment': 'order_id',
  'hard-negative-text': 'order_id',
  query: 'query',
  'command-injection-fragment': 'file_name',
  'shell-escape': 'command',
  'reverse-shell': 'command',
  command: 'command',
  'path-traversal': 'path',
  ssrf: 'url',
  'open-redirect': 'url',
  'documentation-link': 'url',
};

/** Commands for a shell are the business of the tool that runs them: `tool-gate` makes no claim about whole commands. */
const UNCLAIMED = new Set(['shell-escape', 'reverse-shell']);

async function judgeArgument({ payload, sink, malicious, class: kind, meta }, count) {
  const field = FIELD[kind];
  const hosts = malicious ? ['docs.example'] : hostsOf(payload);
  const tool = { name: 'tool', class: 'outside-read', reveal: [], hosts, approval: 'never', check: () => [] };
  const inspect = await askedCall('tool-gate', 'tool', {}, { registry: { find: () => tool } });
  const isStopped = inspect({ [field]: payload }).outcome === 'block';
  const what = `argument \`${field}\`, ${sink} ${kind}`;
  if (malicious) count(`malicious ${what}${UNCLAIMED.has(kind) ? ' (no claim)' : ''}: stopped`, isStopped);
  else if (meta?.destructive === true) count(`destructive ${what}: stopped`, isStopped);
  else count(`benign ${what}: passed`, !isStopped);
}

const NAMES = {
  seen: 'rows that rules were written with',
  part: 'unseen rows of the same sources',
  whole: 'unseen sources',
};

function linesOf(result, benign, cost) {
  const lines = [];
  for (const [portion, { rows, shares }] of Object.entries(result)) {
    lines.push(`Output, ${NAMES[portion]} (${rows} rows):`, '', '| | share |', '| --- | ---: |');
    for (const [label, value] of Object.entries(shares)) lines.push(`| ${label} | ${written(value)} |`);
    lines.push('');
  }
  for (const [portion, { whole, same, rules }] of Object.entries(benign)) {
    const reasons = Object.entries(rules).map(([rule, count]) => `${rule} ${count}`);
    lines.push(
      `Benign answers (${portion}) whole, their hosts listed: ${written(whole)}, unchanged: ${written(same)};`,
      `broken by ${reasons.join(', ') || 'nothing'}.`,
    );
  }
  lines.push(`Cost of \`safe-rendering\` on documents of 4 kB: ${cost.toFixed(1)} us/kB.`);
  return lines;
}
