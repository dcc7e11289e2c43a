import type { Case } from '../../core/index.ts';
import { block, type Crossing, call, track } from './case-call.ts';

const inward = (name: string, url: string): Case<Crossing> =>
  call(name, 'shipping.track', track(url), block('host-inward'), { source: 'requirements.md, REG-14 and REG-16' });

/** Addresses that lead inward, elsewhere, or to two places at once. */
export const ADDRESS_ATTACKS: readonly Case<Crossing>[] = [
  inward('metadata in an IPv6 form', 'http://[::ffff:169.254.169.254]/latest/meta-data/'),
  inward('loopback as one number', 'http://2130706433/'),
  inward('loopback in octal', 'http://0177.0.0.1/'),
  inward('loopback in hexadecimal', 'http://0x7f000001/'),
  inward('loopback in two parts', 'http://127.1/'),
  inward('metadata without a scheme', '169.254.169.254'),
  inward('carrier NAT', 'https://100.100.100.200/latest'),
  inward('metadata by name', 'http://metadata.google.internal/computeMetadata/v1/'),
  inward('localhost with a port', 'localhost:6379'),
  inward('localhost with a final dot', 'http://localhost./'),
  inward('wide digits', 'http://\uff11\uff12\uff17.0.0.1/'),
  inward('a NAT64 address', 'http://[64:ff9b::a9fe:a9fe]/'),
  inward('unique local IPv6', 'http://[fd00:ec2::254]/'),
  call('another host', 'shipping.track', track('https://evil.example/'), block('host-not-allowed')),
  call(
    'the listed host as a subdomain',
    'shipping.track',
    track('https://track.parcel.example.evil.example/'),
    block('host-not-allowed'),
  ),
  call(
    'the listed host as user name',
    'shipping.track',
    track('https://track.parcel.example@evil.example/'),
    block('address-ambiguous'),
  ),
  call(
    'a backslash before the at sign',
    'shipping.track',
    track('https://track.parcel.example\\@evil.example/'),
    block('address-ambiguous'),
  ),
  call(
    'a look-alike in another script',
    'shipping.track',
    track('https://tr\u0430ck.parcel.example/'),
    block('address-ambiguous'),
  ),
  call(
    'another port of the listed host',
    'shipping.track',
    track('https://track.parcel.example:22/'),
    block('host-not-allowed'),
  ),
  call('a file', 'shipping.track', track('file:///etc/passwd'), block('scheme-not-allowed')),
  call('another protocol', 'shipping.track', track('gopher://track.parcel.example/_x'), block('scheme-not-allowed')),
  call(
    'one address in a list',
    'shipping.track',
    { urls: ['https://track.parcel.example/', '//evil.example/'] },
    block('host-not-allowed'),
  ),
  call('metadata as a tracking id', 'shipping.track', { tracking_id: '[::ffff:a9fe:a9fe]' }, block('host-inward'), {
    source: 'larkfield.md, attack 21',
  }),
  call(
    'an address in a field for something else',
    'order.get',
    { order_id: 'http://evil.example/x' },
    block('host-not-allowed'),
  ),
];
