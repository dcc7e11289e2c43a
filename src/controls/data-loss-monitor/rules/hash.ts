import { hex, mixed, type SecretRule, secret } from '../rule.ts';

/** Passwords as a system keeps them: whoever holds the hash of a weak one can guess it. */
export const HASH: readonly SecretRule[] = [
  secret(
    'password-hash',
    'medium',
    ['$2a$', '$2b$', '$2x$', '$2y$', '$1$', '$5$', '$6$', '$apr1$'],
    /\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|\$(?:1|5|6|apr1)\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{22,86}/y,
    `$2b$10$${mixed(53)}`,
    '$2a$10$short',
  ),
  secret(
    'kerberos-hash',
    'medium',
    ['$krb5tgs$', '$krb5asrep$', '$krb5pa$'],
    /\$krb5(?:tgs|asrep|pa)\$\d\d\$[\w*@.$/:-]{20,200}[a-f0-9$]{32,8000}/y,
    `$krb5asrep$23$user@SHOP.LAN:${hex(32)}$${hex(120)}`,
    '$krb5asrep$23$user',
  ),
];
