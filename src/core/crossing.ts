/** A place where text changes trust. There are five, after the AWS defense-in-depth post of January 2024. */
export type Boundary = 'interface' | 'application' | 'model' | 'data' | 'organization';

/** One passage over a boundary; controls subscribe to crossings and are called nowhere else. */
export const CROSSINGS = [
  'interface.request',
  'interface.response',
  'application.listing',
  'application.call',
  'application.result',
  'model.prompt',
  'model.completion',
  'data.ingest',
  'data.retrieval',
  'data.memory',
  'organization.change',
  'organization.approval',
] as const;

export type Crossing = (typeof CROSSINGS)[number];

/** The boundary of a crossing is the word before the dot. */
export function boundaryOf(crossing: Crossing): Boundary {
  return crossing.slice(0, crossing.indexOf('.')) as Boundary; // every member of CROSSINGS starts with a boundary
}

export function isCrossing(name: string): name is Crossing {
  return (CROSSINGS as readonly string[]).includes(name);
}
