import { compacted, type Kind } from './kind.ts';

/** Addresses of devices. Off by default: in most texts they name servers, and a token cannot be compared or subnetted. */
export const NETWORK: readonly Kind[] = [
  {
    rule: 'mac-address',
    type: 'MAC',
    severity: 'low',
    // More pairs are a digest, and are taken whole so that no end of them passes for an address.
    pattern: /[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5,63}|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}/y,
    valid: compacted((value) => value.length === 12 && new Set(value).size > 1),
    notAfter: /(?:^|[^0-9A-Za-z])[0-9A-Fa-f]{2}[:-]$/,
  },
  {
    rule: 'ip-address',
    type: 'IP',
    severity: 'low',
    pattern: /(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?/y,
    lead: [1, 2, 3],
    valid: (written) => isIpv4(written.split('/')[0] ?? ''),
  },
  {
    rule: 'ip-address',
    type: 'IP',
    severity: 'low',
    pattern:
      /(?:[0-9A-Fa-f]{0,4}:){2,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{0,4})(?:%[0-9a-z]{1,12})?(?:\/\d{1,3})?/y,
    valid: isIpv6,
    notAfter: /:$/,
  },
];

function isIpv4(address: string): boolean {
  return address.split('.').every((octet) => Number(octet) < 256 && (octet === '0' || !octet.startsWith('0')));
}

function isIpv6(written: string): boolean {
  if (written.endsWith(':')) return false;
  const address = written.replace(/[%/].*$/, '');
  const halves = address.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const count = groups.length + (last.includes('.') ? 1 : 0);
  const plain = last.includes('.') ? groups.slice(0, -1) : groups;
  if (last.includes('.') && !isIpv4(last)) return false;
  if (halves.length > 2 || !plain.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  if (address.includes(':') && halves.length === 2) return count <= 7 && groups.length > 0;
  return count === 8;
}
