const SIZE = /^(\d{1,9})(B|KiB|MiB|GiB)$/;
const DURATION = /^(\d{1,9})(ms|s|m|h|d)$/;

const BYTES = new Map([
  ['B', 1],
  ['KiB', 1024],
  ['MiB', 1024 ** 2],
  ['GiB', 1024 ** 3],
]);
const MILLISECONDS = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** Bytes of `2MiB`; undefined when the text is anything else. There is one syntax: a whole number and B, KiB, MiB or GiB. */
export function parseSize(text: string): number | undefined {
  return parseUnit(SIZE.exec(text), BYTES);
}

/** Milliseconds of `30s`; undefined when the text is anything else. A whole number and ms, s, m, h or d. */
export function parseDuration(text: string): number | undefined {
  return parseUnit(DURATION.exec(text), MILLISECONDS);
}

/** Host and port of `127.0.0.1:4100` or `[::1]:4100`. */
export function parseAddress(text: string): { host: string; port: number } | undefined {
  const found = /^(?:\[([0-9a-fA-F:.]{2,45})\]|([A-Za-z0-9.-]{1,253})):(\d{1,5})$/.exec(text);
  const host = found?.[1] ?? found?.[2];
  const port = Number(found?.[3]);
  return host === undefined || port > 65_535 ? undefined : { host, port };
}

/** Whether only programs on the same machine can reach a host. */
export function isLoopback(host: string): boolean {
  const bare = host.startsWith('[') ? host.slice(1, -1) : host;
  return bare === 'localhost' || bare === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(bare);
}

/** The first millisecond after a day `YYYY-MM-DD` in UTC; undefined when there is no such day. */
export function endOfDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const start = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== text ? undefined : start + 86_400_000;
}

function parseUnit(found: RegExpExecArray | null, units: ReadonlyMap<string, number>): number | undefined {
  const factor = units.get(found?.[2] ?? '');
  return factor === undefined ? undefined : Number(found?.[1]) * factor;
}
