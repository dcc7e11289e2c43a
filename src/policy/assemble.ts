import type { Configuration, ModelConfiguration, ProviderConfiguration } from './configuration.ts';
import { fingerprintOf } from './fingerprint.ts';
import { deepFreeze } from './freeze.ts';
import { buildRegistry } from './registry.ts';
import { VERSION } from './schema.ts';
import { besideFile } from './secret-source.ts';
import type { Sections } from './sections.ts';
import { orderByCrossing } from './wiring.ts';

/** Makes the configuration of sections without fault: the values that the house reads, frozen, with their fingerprint. */
export function assemble(file: string, sections: Sections): Configuration {
  const placed = [...sections.placed.values()];
  const wired = placed
    .flatMap((one) => one.wired ?? [])
    .toSorted((left, right) => (left.control.id < right.control.id ? -1 : 1));
  const byCrossing = orderByCrossing(wired);
  const registry = buildRegistry(sections.tools);
  const content = deepFreeze(contentOf(sections));
  const stateDirectory = besideFile(file, sections.state);
  const { ledger, listeners, output } = sections;
  return deepFreeze({
    fingerprint: fingerprintOf(content),
    content,
    file,
    stateDirectory,
    listeners: { traffic: listeners.traffic.address, admin: listeners.admin.address },
    providers: new Map<string, ProviderConfiguration>(
      [...sections.providers].map(([name, { built }]) => [name, built]),
    ),
    models: new Map<string, ModelConfiguration>(sections.models),
    wired,
    off: placed.flatMap((one) => one.off ?? []),
    controlsAt: (crossing) => byCrossing.get(crossing) ?? [],
    registry: { find: registry.find },
    warm: registry.warm,
    tools: sections.tools.map(({ name, class: consequence, approval }) => ({ name, class: consequence, approval })),
    detectors: sections.detectors.built,
    limits: limitsOf(sections.limits),
    output,
    unknownParts: sections.unknownParts,
    ledger: {
      directory: ledger.directory === undefined ? `${stateDirectory}/ledger` : besideFile(file, ledger.directory),
      onFailure: { acts: ledger.on_failure.acts, reads: ledger.on_failure.reads },
    },
    selfProof: sections.selfProof,
    sessions: { ttlMs: sections.sessions.ttl },
  } satisfies Configuration);
}

function limitsOf(limits: Sections['limits']): Configuration['limits'] {
  return {
    bodyBytes: limits.body,
    depth: limits.depth,
    values: limits.values,
    messages: limits.messages,
    parts: limits.parts,
    tools: limits.tools,
    choices: limits.choices,
    toolCalls: limits.tool_calls,
    argumentsBytes: limits.arguments,
    responseBytes: limits.response,
    streamMs: limits.stream,
    wholeCharacters: limits.whole_characters,
    concurrentRequests: limits.concurrent_requests,
  };
}

/** Everything that can change a decision. A secret stands here by the name of its source, never by its value. */
function contentOf(sections: Sections): Record<string, unknown> {
  const { placed, providers, models, tools, detectors, ...plain } = sections;
  return {
    ringfort: VERSION,
    ...plain,
    providers: Object.fromEntries(
      [...providers].map(([name, { entry, built }]) => [
        name,
        { ...built, key: entry.key, plaintext: entry.dangerously_allow_plaintext },
      ]),
    ),
    models: Object.fromEntries(
      [...models].map(([alias, model]) => [alias, { ...model, provider: model.provider.name }]),
    ),
    controls: Object.fromEntries([...placed].map(([id, { content }]) => [id, content])),
    detectors: detectors.content,
    tools: Object.fromEntries(tools.map((tool) => [tool.name, tool])),
  };
}
