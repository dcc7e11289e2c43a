import { digits, mixed, type SecretRule, secret, upper } from '../rule.ts';

/** Keys of platforms for devices, content, data and streams. */
export const PLATFORM: readonly SecretRule[] = [
  secret('adafruit-key', 'high', ['aio_'], /aio_[A-Za-z0-9]{28}/y, `aio_${mixed(28)}`, 'aio_pool'),
  secret('contentful-token', 'high', ['CFPAT-'], /CFPAT-[\w-]{43,60}/y, `CFPAT-${mixed(43)}`, 'CFPAT-x'),
  secret('dropbox-token', 'high', ['sl.'], /sl\.(?:u\.)?[\w-]{120,1400}/y, `sl.${mixed(135)}`, 'sl.short'),
  secret(
    'mongodb-atlas-secret',
    'high',
    ['mdb_sa_sk_'],
    /mdb_sa_sk_[\w-]{40}/y,
    `mdb_sa_sk_${mixed(40)}`,
    'mdb_sa_sk_x',
  ),
  secret(
    'teamwork-token',
    'high',
    ['tkn.v1_'],
    /tkn\.v1_[A-Za-z0-9+/]{60,100}={0,2}/y,
    `tkn.v1_${mixed(70)}`,
    'tkn.v1_x',
  ),
  secret(
    'twitch-stream-key',
    'high',
    ['live_'],
    /live_\d{7,10}_[A-Za-z0-9]{28,32}/y,
    `live_${digits(9)}_${mixed(30)}`,
    'live_1234567_name',
  ),
  secret('ubidots-token', 'high', ['BBFF-', 'BBUS-'], /BB(?:FF|US)-[A-Za-z0-9]{30}/y, `BBFF-${mixed(30)}`, 'BBFF-x'),
  secret('posthog-key', 'high', ['phx_'], /phx_[\w-]{43,48}/y, `phx_${mixed(43)}`, 'phx_x'),
  secret('clickup-token', 'high', ['pk_'], /pk_\d{7,8}_[A-Z0-9]{32}/y, `pk_${digits(8)}_${upper(32)}`, 'pk_x'),
];
