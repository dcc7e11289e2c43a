import type { z } from 'zod';
import type { ModelConfiguration, ProviderConfiguration } from './configuration.ts';
import { type ReadDetectors, readDetectors } from './detectors.ts';
import { checkExpiry, readLoosening, refuseInert } from './expiry.ts';
import type { LoadInput } from './load.ts';
import type { Problems } from './problems.ts';
import { nameOf } from './problems.ts';
import type { ProviderEntry } from './provider.ts';
import { readModel, readProvider } from './provider.ts';
import type { ToolDeclaration } from './registry.ts';
import { controlSchema, modelSchema, NAME, providerSchema, SECTIONS, toolSchema } from './schema.ts';
import { quoted } from './secret.ts';
import { nearestName } from './suggest.ts';
import { readTool } from './tool.ts';
import { isLoopback } from './units.ts';
import type { Placed } from './wiring.ts';
import { wireControl } from './wiring.ts';

type Parsed<K extends keyof typeof SECTIONS> = z.output<(typeof SECTIONS)[K]>;

/** Everything that was read, each section judged on its own so that one fault does not hide another. */
export interface Sections {
  readonly state: Parsed<'state'>;
  readonly listeners: Parsed<'listeners'>;
  readonly providers: ReadonlyMap<string, { readonly entry: ProviderEntry; readonly built: ProviderConfiguration }>;
  readonly models: ReadonlyMap<string, ModelConfiguration>;
  readonly placed: ReadonlyMap<string, Placed>;
  readonly tools: readonly ToolDeclaration[];
  readonly detectors: ReadDetectors;
  readonly limits: Parsed<'limits'>;
  readonly output: Parsed<'output'>;
  readonly ledger: Parsed<'ledger'>;
  readonly sessions: Parsed<'sessions'>;
  readonly unknownParts: Parsed<'unknown_parts'>;
  readonly selfProof: Parsed<'self_proof'>;
}

/** Reads all sections; undefined when one of them could not be parsed. Other faults are in `problems`. */
export function readSections(input: LoadInput, problems: Problems): Sections | undefined {
  checkTop(problems);
  const single = <K extends keyof typeof SECTIONS>(key: K) =>
    problems.parse<unknown>(SECTIONS[key], problems.document.value[key], [key]) as Parsed<K> | undefined; // parsed by that very schema
  const state = single('state');
  const listeners = single('listeners');
  const parsedDetectors = single('detectors');
  const limits = single('limits');
  const output = single('output');
  const ledger = single('ledger');
  const sessions = single('sessions');
  const unknownParts = single('unknown_parts');
  const selfProof = single('self_proof');
  if (listeners !== undefined) checkListeners(listeners, input.now, problems);
  if (ledger !== undefined) checkLedger(ledger, input.now, problems);
  const providers = readProviders(input, problems);
  const models = readModels(providers, problems);
  const placed = readControls(input, problems);
  const detectors = parsedDetectors && readDetectors(parsedDetectors, input, problems);
  const tools = readTools(problems);
  if (state === undefined || listeners === undefined || limits === undefined || output === undefined) return undefined;
  if (detectors === undefined) return undefined;
  if (ledger === undefined || sessions === undefined || unknownParts === undefined || selfProof === undefined)
    return undefined;
  return {
    state,
    listeners,
    providers,
    models,
    placed,
    tools,
    detectors,
    limits,
    output,
    ledger,
    sessions,
    unknownParts,
    selfProof,
  };
}

function checkTop(problems: Problems): void {
  const { value } = problems.document;
  const known = Object.keys(SECTIONS);
  for (const key of Object.keys(value)) if (!known.includes(key)) problems.unknownKey([key], known);
  if (value.ringfort === undefined)
    problems.add('version-unknown', 'the policy must start with `ringfort: policy/v1`', []);
  else if (!SECTIONS.ringfort.safeParse(value.ringfort).success)
    problems.add('version-unknown', `unknown version ${quoted(value.ringfort)}, this build reads \`policy/v1\``, [
      'ringfort',
    ]);
}

/** The entries of a mapping with free names, each parsed on its own. */
function entriesOf<T>(key: keyof typeof SECTIONS, schema: z.ZodType<T>, problems: Problems): [string, T, unknown][] {
  const section = problems.document.value[key] ?? {};
  if (typeof section !== 'object' || Array.isArray(section)) {
    problems.add('value-invalid', `\`${key}\` must be a mapping, not ${quoted(section)}`, [key]);
    return [];
  }
  return Object.entries(section).flatMap(([name, written]) => {
    const parsed = problems.parse(schema, written ?? {}, [key, name]);
    return parsed === undefined ? [] : [[name, parsed, written ?? {}]];
  });
}

function namesOf(key: 'providers' | 'models' | 'controls', problems: Problems): string[] {
  const section = problems.document.value[key];
  return section !== null && typeof section === 'object' && !Array.isArray(section) ? Object.keys(section) : [];
}

function readProviders(input: LoadInput, problems: Problems): Sections['providers'] {
  requireSome('providers', problems);
  const providers = new Map<string, { entry: ProviderEntry; built: ProviderConfiguration }>();
  for (const [name, entry] of entriesOf('providers', providerSchema, problems)) {
    const sources = { file: input.file, environment: input.environment, readFile: input.readFile };
    const built = readProvider(name, entry, sources, input.now, problems);
    if (built !== undefined) providers.set(name, { entry, built });
  }
  return providers;
}

function readModels(providers: Sections['providers'], problems: Problems): Sections['models'] {
  requireSome('models', problems);
  const built = new Map([...providers].map(([name, provider]) => [name, provider.built]));
  const known = namesOf('providers', problems);
  const models = new Map<string, ModelConfiguration>();
  for (const [alias, entry] of entriesOf('models', modelSchema, problems)) {
    const model = readModel(alias, entry, known, built, problems);
    if (model !== undefined) models.set(alias, model);
  }
  const used = new Set([...models.values()].map(({ provider }) => provider.name));
  for (const name of built.keys())
    if (!used.has(name)) problems.warn('provider-unused', `no model uses \`${name}\``, ['providers', name]);
  return models;
}

function requireSome(key: 'providers' | 'models', problems: Problems): void {
  const names = namesOf(key, problems);
  if (names.length === 0 && typeof (problems.document.value[key] ?? {}) === 'object')
    problems.add('key-missing', `the policy needs an entry under \`${key}\``, [key], 'key');
  for (const name of names)
    if (!NAME.test(name))
      problems.add(
        'value-invalid',
        `${quoted(name)} cannot be a name, use letters, digits and \`._:/-\``,
        [key, name],
        'key',
      );
}

function readControls(input: LoadInput, problems: Problems): Sections['placed'] {
  const byId = new Map(input.controls.map((control) => [control.id, control]));
  const parsed = new Map(entriesOf('controls', controlSchema, problems).map(([id, entry]) => [id, entry]));
  const named = namesOf('controls', problems);
  for (const id of named) {
    const near = nearestName(id, byId.keys());
    if (!byId.has(id)) problems.add('control-unknown', `unknown control ${quoted(id)}`, ['controls', id], 'key', near);
  }
  const placed = new Map<string, Placed>();
  for (const control of byId.values()) {
    const entry = parsed.get(control.id) ?? (named.includes(control.id) ? undefined : controlSchema.parse({}));
    if (entry === undefined) continue; // it was named and did not parse
    const isServed = input.crossings === undefined || control.crossings.some((one) => input.crossings?.includes(one));
    if (!isServed && named.includes(control.id))
      problems.add(
        'control-unreachable',
        `nothing passes where \`${control.id}\` stands (${control.crossings.join(', ')}), remove it`,
        ['controls', control.id],
        'key',
      );
    const one = wireControl(control, entry, entry.config, input.now, problems);
    if (one !== undefined) placed.set(control.id, one);
  }
  checkExceptionIds(parsed, problems);
  return placed;
}

function checkExceptionIds(parsed: ReadonlyMap<string, z.output<typeof controlSchema>>, problems: Problems): void {
  const seen = new Set<string>();
  for (const [control, { exceptions }] of parsed)
    for (const [index, { id }] of exceptions.entries()) {
      const where = ['controls', control, 'exceptions', index, 'id'];
      if (seen.has(id))
        problems.add('exception-duplicate', `exception \`${id}\` stands here twice, give each its own id`, where);
      seen.add(id);
    }
}

function readTools(problems: Problems): readonly ToolDeclaration[] {
  return entriesOf('tools', toolSchema, problems).flatMap(([name, entry, written]) => {
    const schema = (written as { schema: Record<string, unknown> }).schema; // present and a mapping: the entry parsed
    return readTool(name, entry, schema, problems) ?? [];
  });
}

function checkListeners({ traffic, admin }: Sections['listeners'], now: number, problems: Problems): void {
  const path = ['listeners', 'admin'];
  const optOut = admin.dangerously_allow_remote_admin;
  const optOutPath = [...path, 'dangerously_allow_remote_admin'];
  const isLocal = isLoopback(admin.address.host);
  if (!isLocal && optOut === undefined)
    problems.add(
      'listener-exposed',
      `${nameOf([...path, 'address'])} can be reached from other machines, use 127.0.0.1 or \`dangerously_allow_remote_admin\``,
      [...path, 'address'],
    );
  if (isLocal && optOut !== undefined)
    problems.add(
      'option-inert',
      '`dangerously_allow_remote_admin` has no effect on a loopback address, remove it',
      optOutPath,
      'key',
    );
  if (optOut !== undefined) checkExpiry(optOut.until, now, [...optOutPath, 'until'], problems);
  if (traffic.address.port !== 0 && traffic.address.port === admin.address.port)
    problems.add('listener-conflict', 'both listeners have the same port, give each its own', [...path, 'address']);
}

function checkLedger({ on_failure: failure }: Sections['ledger'], now: number, problems: Problems): void {
  const path = ['ledger', 'on_failure'];
  if (failure.reads === 'continue') readLoosening(failure, '`reads: continue`', now, path, problems);
  else refuseInert(failure, path, problems);
}
