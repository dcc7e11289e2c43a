import { z } from 'zod';
import { bullets, code, codes, GENERATED, table } from './markdown.mjs';

/** One README beside each control, and the reference page of them all. Takes `{ control, cases }[]`. */
export function controlPages(described) {
  const readmes = described.map(({ control, cases }) => [
    `src/controls/${control.id}/README.md`,
    readme(control, cases),
  ]);
  return new Map([...readmes, ['docs/reference/controls.md', referencePage(described)]]);
}

function referencePage(described) {
  const rows = described.map(({ control, cases }) => [
    `[${control.id}](../../src/controls/${control.id}/README.md)`,
    control.title,
    codes(control.catalog),
    codes(control.crossings),
    control.strength,
    control.failMode,
    control.needs.length === 0 ? 'nothing' : codes(control.needs),
    `${cases.attack.length} / ${cases.benign.length} / ${cases.missed.length}`,
  ]);
  const header = ['control', 'title', 'fulfils', 'crossings', 'claims', 'fails', 'needs', 'attack / benign / missed'];
  return `${GENERATED}

# Controls

What each word claims: a control that *stops* makes the act impossible at its crossing; *limits* makes it smaller;
*detects* sees some of it and says so; *records* only remembers. A control that *fails closed* blocks when it breaks.

${table(header, rows)}

${described.map(({ control }) => summary(control)).join('\n\n')}
`;
}

function summary(control) {
  return `## ${control.id}

${control.docs.what} ${control.docs.why}

Mitigates ${codes(control.mitigates)}.

${ruleList(control.rules)}`;
}

const MOST_IN_A_LINE = 40;

/** The names of rules in their alphabet; a long list is folded away. */
function ruleList(rules) {
  const named = codes([...rules].sort());
  if (rules.length <= MOST_IN_A_LINE) return `Rules: ${named}.`;
  return `<details><summary>${rules.length} rules</summary>\n\n${named}\n\n</details>`;
}

function readme(control, cases) {
  return `${GENERATED}

# ${control.title}

${control.docs.what}

**Why.** ${control.docs.why}

**When it stops you.** ${control.docs.fix}

${table(['fact', 'value'], facts(control))}

## Configuration

${configuration(control)}

## Findings and exceptions

${ruleList(control.rules)}

## What it does not catch

${bullets(control.limits)}
${missedList(cases.missed)}
## Cases

${cases.attack.length} attacks must be stopped, ${cases.benign.length} look-alikes must pass, ${cases.missed.length} are known and still open.

${table(['kind', 'crossing', 'case', 'expected', 'seen in'], caseRows(cases))}
`;
}

function facts(control) {
  const reach = control.reach === 'whole' ? 'the whole text' : `${control.reach} characters`;
  return [
    ['id', code(control.id)],
    ['fulfils', codes(control.catalog)],
    ['crossings', codes(control.crossings)],
    ['mitigates', codes(control.mitigates)],
    ['claims', control.strength],
    ['on failure', control.failMode],
    ['needs', control.needs.length === 0 ? 'nothing' : codes(control.needs)],
    ['reach', reach],
  ];
}

function missedList(missed) {
  if (missed.length === 0) return '';
  return `\nKnown and still open, each kept as a case:\n\n${bullets(missed.map((one) => one.name))}\n`;
}

function caseRows(cases) {
  return ['attack', 'benign', 'missed'].flatMap((kind) =>
    cases[kind].map((one) => [kind, code(one.crossing), one.name, expectation(one.expect), one.source ?? '']),
  );
}

function expectation({ outcome, rule }) {
  return rule === undefined ? outcome : `${outcome} (${code(rule)})`;
}

function configuration(control) {
  const defaults = control.config.parse({});
  const { properties = {} } = z.toJSONSchema(control.config, { io: 'input', unrepresentable: 'any' });
  const rows = Object.entries(properties).map(([name, schema]) => [
    code(name),
    valuesOf(schema),
    code(JSON.stringify(defaults[name])),
    schema.description ?? '',
  ]);
  return rows.length === 0 ? 'Nothing to set.' : table(['key', 'values', 'default', 'meaning'], rows);
}

/** What a key may be set to, from its JSON schema, as far as a table can say it. */
function valuesOf({ enum: choices, type, items, minimum, maximum, pattern, anyOf }) {
  if (choices !== undefined) return codes(choices.map((choice) => JSON.stringify(choice)));
  if (anyOf !== undefined) return [...new Set(anyOf.map(valuesOf))].join(' or ');
  if (type === 'array') return `list of: ${items === undefined ? 'anything' : valuesOf(items)}`;
  const bounds = [minimum, maximum].some((bound) => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER);
  const range = bounds ? ` from ${minimum ?? 'any'} to ${maximum ?? 'any'}` : '';
  return `${type ?? 'anything'}${range}${pattern === undefined ? '' : ` like ${code(pattern)}`}`;
}
