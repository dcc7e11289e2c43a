/** True for a name or an IP that leads back into the own network, in any spelling that `URL` reads. */
export function isInward(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.+$/, '');
  if (host.startsWith('[')) return isInwardV6(host.slice(1, -1));
  const octets = v4Of(host);
  if (octets !== undefined) return isInwardV4(octets);
  return INWARD_NAMES.has(host) || INWARD_ENDINGS.some((ending) => host.endsWith(ending));
}

const INWARD_NAMES = new Set(['localhost', 'metadata', 'instance-data', 'metadata.goog', 'broadcasthost', '']);
const INWARD_ENDINGS = ['.localhost', '.localdomain', 'metadata.google.internal', '.ec2.internal', '.home.arpa'];

/**
 * Ranges that no outside host has: this network, private, carrier NAT, loopback, link-local with the metadata services,
 * protocol assignments, benchmarks, multicast, reserved (IANA special-purpose registry), and the wire server of Azure.
 */
const INWARD_V4: readonly (readonly [number, number, number, number, bits: number])[] = [
  [0, 0, 0, 0, 8],
  [10, 0, 0, 0, 8],
  [100, 64, 0, 0, 10],
  [127, 0, 0, 0, 8],
  [168, 63, 129, 16, 32],
  [169, 254, 0, 0, 16],
  [172, 16, 0, 0, 12],
  [192, 0, 0, 0, 24],
  [192, 168, 0, 0, 16],
  [198, 18, 0, 0, 15],
  [224, 0, 0, 0, 3],
];

function isInwardV4(octets: readonly number[]): boolean {
  const value = numberOf(octets);
  return INWARD_V4.some(([first, second, third, fourth, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(value / size) === Math.floor(numberOf([first, second, third, fourth]) / size);
  });
}

function isInwardV6(address: string): boolean {
  const groups = v6Of(address);
  if (groups === undefined) return true;
  const [first = 0, second = 0] = groups;
  const leading = groups.findIndex((group) => group !== 0);
  if (leading === -1 || leading >= 6) return true; // unspecified, loopback, and IPv4-compatible
  const mapped = leading === 5 && groups[5] === 0xffff;
  const translated = first === 0x64 && second === 0xff9b;
  if (mapped || translated) return isInwardV4(octetsOf(groups.slice(6)));
  if (leading === 4 && groups[4] === 0xffff) return isInwardV4(octetsOf(groups.slice(6)));
  if (first === 0x2002) return isInwardV4(octetsOf(groups.slice(1, 3)));
  if (first === 0x2001 && second === 0) return true; // Teredo hides its target
  return (first & 0xfe00) === 0xfc00 || (first & 0xff80) === 0xfe80 || first >= 0xff00;
}

/** The eight groups of an address as `URL` writes it: hexadecimal, at most one `::`. */
function v6Of(address: string): readonly number[] | undefined {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = 8 - before.length - after.length;
  if (missing < 0 || (tail === undefined && missing !== 0)) return undefined;
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after].map((group) => Number.parseInt(group, 16));
  return groups.every((group) => group >= 0 && group <= 0xffff) ? groups : undefined;
}

function v4Of(host: string): readonly number[] | undefined {
  if (!/^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$/.test(host)) return undefined;
  return host.split('.').map(Number);
}

function octetsOf(groups: readonly number[]): readonly number[] {
  return groups.flatMap((group) => [group >> 8, group & 0xff]);
}

function numberOf(octets: readonly number[]): number {
  return octets.reduce((sum, octet) => sum * 256 + octet, 0);
}
