import { existsSync } from 'node:fs';
import { code, codes, GENERATED, table } from './markdown.mjs';

/** The smallest policy with a real provider; `test/policy-page.test.ts` loads it. */
export const MINIMAL_POLICY = `ringfort: policy/v1
providers: { openai: { dialect: openai, base_url: "https://api.openai.com/v1", key: env:OPENAI_API_KEY } }
models: { chat: { provider: openai, model: gpt-4o } }
`;

/** The reference of ringfort.yaml, from the schema that editors read; nothing while the policy room offers none. */
export async function policyPages(catalog) {
  const door = new URL('../../dist/policy/index.js', import.meta.url);
  if (!existsSync(door)) return new Map();
  const { policySchema } = await import(door.href);
  return new Map([['docs/reference/policy.md', page(policySchema(catalog))]]);
}

function page({ properties, required }) {
  const { controls, ...others } = properties;
  const isSection = ([, schema]) => schema.type === 'object';
  const single = Object.entries(others).filter((entry) => !isSection(entry));
  const sections = Object.entries(others).filter(isSection);
  return `${GENERATED}

# The policy

Everything that Ringfort does is said in one file, \`ringfort.yaml\`. This is a whole one:

\`\`\`yaml
${MINIMAL_POLICY}\`\`\`

All else has a safe default: every control is enforced, no tool is known, both listeners stay on this machine. The file is read
strictly; \`ringfort check\` names each mistake with its line and column. The example in
[\`examples/larkfield/ringfort.yaml\`](../../examples/larkfield/ringfort.yaml) explains the format in its comments.

An editor completes and checks the file with [\`schema/ringfort.schema.json\`](../../schema/ringfort.schema.json). Put this line
at the top, with the path as seen from the file:

\`\`\`yaml
# yaml-language-server: $schema=node_modules/ringfort/schema/ringfort.schema.json
\`\`\`

Sizes are a whole number and \`B\`, \`KiB\`, \`MiB\` or \`GiB\`; durations a whole number and \`ms\`, \`s\`, \`m\`, \`h\` or \`d\`; days are
written \`"2027-01-31"\` and are the last day, in UTC, on which something holds. \`NAME\` stands for a name that you choose,
\`[]\` for each item of a list. A dash means that there is no default; *required* means so wherever
the entry stands that it belongs to.

## At the top

${keyTable(single.flatMap(([key, schema]) => rowsOf(key, schema, required.includes(key))))}

${sections.map(([key, schema]) => section(key, schema)).join('\n\n')}

${controlSections(controls)}
`;
}

function section(key, schema) {
  const rows = inner('', schema).map(withoutDot);
  return [`## ${key}`, schema.description, keyTable(rows)].filter((piece) => piece !== undefined).join('\n\n');
}

function controlSections({ description, properties }) {
  const [[, first]] = Object.entries(properties);
  const { config: _, ...common } = first.properties;
  const shared = inner('', { ...first, properties: common }).map(withoutDot);
  const each = Object.entries(properties).map(([id, { properties: keys }]) => {
    const rows = inner('', keys.config).map(withoutDot);
    return `### ${id}: config\n\n${rows.length === 0 ? 'Nothing to set.' : keyTable(rows)}`;
  });
  const lead = 'Every control has these keys, under `controls.NAME`, and its own under `config`:';
  return ['## controls', description, lead, keyTable(shared), ...each].join('\n\n');
}

const withoutDot = ([key, ...rest]) => [key.slice(1), ...rest];

const HEADER = ['key', 'type', 'default', 'meaning'];

function keyTable(rows) {
  return table(
    HEADER,
    rows.map(([key, ...rest]) => [code(key), ...rest]),
  );
}

/** One row for a key, and the rows of what stands inside. A row is key, type, default and meaning. */
function rowsOf(key, schema, isRequired) {
  const children = inner(key, schema);
  if (children.length > 0 && schema.default !== undefined && schema.description === undefined) return children;
  const initial = isRequired ? 'required' : defaultOf(schema);
  return [[key, typeOf(schema), initial, schema.description ?? ''], ...children];
}

function inner(key, { properties = {}, required = [], additionalProperties, items }) {
  const named = Object.entries(properties).flatMap(([name, schema]) =>
    rowsOf(`${key}.${name}`, schema, required.includes(name)),
  );
  const any = additionalProperties?.properties === undefined ? [] : inner(`${key}.NAME`, additionalProperties);
  const each = items?.properties === undefined ? [] : inner(`${key}[]`, items);
  return [...named, ...any, ...each];
}

function defaultOf(schema) {
  const value = schema.default;
  if (value === undefined || (schema.type === 'object' && Object.keys(value).length === 0)) return '-';
  return code(JSON.stringify(value));
}

function typeOf({ type, const: fixed, enum: choices, anyOf, items, minimum, maximum, properties, propertyNames }) {
  if (fixed !== undefined) return code(JSON.stringify(fixed));
  if (choices !== undefined) return codes(choices);
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeOf))].join(' or ');
  if (type === 'array') return `list of ${items?.properties === undefined ? typeOf(items ?? {}) : 'entries'}`;
  if (type === 'object')
    return properties === undefined && propertyNames !== undefined ? 'names and values' : 'entries';
  const bounds = [minimum, maximum].map((bound) => (Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : undefined));
  const [least, most] = bounds;
  if (least !== undefined && most !== undefined) return `${type} from ${least} to ${most}`;
  if (least !== undefined) return `${type} from ${least}`;
  return most === undefined ? (type ?? 'anything') : `${type} to ${most}`;
}
