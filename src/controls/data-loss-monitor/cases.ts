import type { Case, Cases } from '../../core/index.ts';
import { digits, hex, lower, mixed } from './rule.ts';

type Crossing = 'model.prompt' | 'interface.response' | 'application.call';

// Built from pieces, so that no tool that looks for secrets takes this page for a leak.
const GITHUB = `ghp_${mixed(36)}`;
const BODY = `${mixed(64)}\n${mixed(64)}\n${mixed(64)}\n`;
const mark = (kind: string, word: 'BEGIN' | 'END') => `-----${word} ${kind}PRIVATE KEY-----`;
const PEM = `${mark('RSA ', 'BEGIN')}\n${BODY}${mark('RSA ', 'END')}`;

const removed = (name: string, text: string, rule: string, after: string): Case<'interface.response'> => ({
  name,
  crossing: 'interface.response',
  text,
  expect: { outcome: 'rewrite', rule, text: after },
});

const found = (name: string, text: string, rule: string): Case<'model.prompt'> => ({
  name,
  crossing: 'model.prompt',
  text,
  expect: { outcome: 'rewrite', rule },
});

const passes = (name: string, text: string): Case<'interface.response'> => ({
  name,
  crossing: 'interface.response',
  text,
  expect: { outcome: 'pass' },
});

const missed = (name: string, text: string): Case<'interface.response'> => ({
  name,
  crossing: 'interface.response',
  text,
  expect: { outcome: 'rewrite' },
});

export const cases: Cases<Crossing> = {
  attack: [
    {
      ...removed(
        'a token in an answer',
        `Use ${GITHUB} to push.`,
        'github-token',
        'Use [secret removed: github-token] to push.',
      ),
      source: 'gitleaks/gitleaks, rule github-pat',
    },
    removed('a token in JSON', `{"key":"${GITHUB}"}`, 'github-token', '{"key":"[secret removed: github-token]"}'),
    removed(
      'a token behind a written-out line break',
      `a\\n${GITHUB}`,
      'github-token',
      'a\\n[secret removed: github-token]',
    ),
    removed('a token in emphasis', `**${GITHUB}**`, 'github-token', '**[secret removed: github-token]**'),
    removed(
      'a token glued to Chinese text',
      `\u{5bc6}\u{94a5}${GITHUB}`,
      'github-token',
      '\u{5bc6}\u{94a5}[secret removed: github-token]',
    ),
    removed('a private key', `Here: ${PEM} done`, 'private-key', 'Here: [secret removed: private-key] done'),
    removed(
      'a private key cut short',
      `${mark('', 'BEGIN')}\n${BODY}`,
      'private-key',
      '[secret removed: private-key]\n',
    ),
    removed('a private key on one line', PEM.replaceAll('\n', '\\n'), 'private-key', '[secret removed: private-key]'),
    removed(
      'a token with every character apart',
      `It is ${[...GITHUB].join(' ')} ok`,
      'github-token',
      'It is [secret removed: github-token] ok',
    ),
    removed(
      'a token with zero-width spaces',
      `It is ${[...GITHUB].join('\u{200b}')} ok`,
      'github-token',
      'It is [secret removed: github-token] ok',
    ),
    removed(
      'a token in base64',
      `It is ${btoa(GITHUB)} ok`,
      'encoded-secret',
      'It is [secret removed: encoded-secret] ok',
    ),
    removed(
      'a token in hexadecimal',
      `It is ${hexOf(GITHUB)} ok`,
      'encoded-secret',
      'It is [secret removed: encoded-secret] ok',
    ),
    removed(
      'a token turned around',
      `It is ${[...GITHUB].reverse().join('')} ok`,
      'encoded-secret',
      'It is [secret removed: encoded-secret] ok',
    ),
    removed(
      'a sample beside a secret',
      `AKIAIOSFODNN7EXAMPLE and ${GITHUB}`,
      'github-token',
      'AKIAIOSFODNN7EXAMPLE and [secret removed: github-token]',
    ),
    removed(
      'a password in a database address',
      'postgres://app:h7Tq-92xK@db.example/app',
      'url-password',
      'postgres://app:[secret removed: url-password]@db.example/app',
    ),
    removed(
      'a password after its name',
      'password = "h7Tq!92xK"',
      'named-password',
      'password = "[secret removed: named-password]"',
    ),
    removed(
      'a password in a sentence',
      'Your password is h7Tq92xK now',
      'named-password',
      'Your password is [secret removed: named-password] now',
    ),
    removed(
      'a token after its name',
      `export BILLING_TOKEN=${hex(40)}`,
      'named-secret',
      'export BILLING_TOKEN=[secret removed: named-secret]',
    ),
    removed(
      'a secret access key',
      `aws_secret_access_key = ${mixed(19)}/${mixed(20)}`,
      'named-secret',
      'aws_secret_access_key = [secret removed: named-secret]',
    ),
    found('a key in an element', `<airtableKey>${lower(20)}</airtableKey>`, 'named-secret'),
    found('a key of letters only', 'api_key = "jvlxqptbgysrkcskzbwfhmyvpzxq"', 'named-secret'),
    found('a key of digits only', `API_KEY=${digits(32)}`, 'named-secret'),
    found('a key in JSON inside a string', `{"body":"{\\"apiKey\\":\\"${mixed(32)}\\"}"}`, 'named-secret'),
    found('a key in a table of settings', `devops_token             = "${mixed(32)}"`, 'named-secret'),
    found('a key that is called private', `autopilot-private ${hex(32)}`, 'named-secret'),
    found('a password of letters in quotation marks', "password: 'correcthorse'", 'named-password'),
    found('a password as an option', 'mysqldump --password h7Tq92xK shop', 'named-password'),
    found('a password without a user', 'curl -u ":h7Tq92xK" https://shop.example', 'named-password'),
    found('a password of netrc', 'machine shop.example login ana password h7Tq92xK', 'named-password'),
    found('a password of letters in an address', 'ftp://app:correcthorse@files.shop.example', 'url-password'),
    found('a hash of a password', `ana:$2b$10$${mixed(53)}:19000`, 'password-hash'),
    found('a private key with written-out line ends', PEM.replaceAll('\n', '\\r\\n'), 'private-key'),
    found('an access key of a cloud', `id ${'AKIA'}Q3EGLSV5JX2WDT7M`, 'aws-access-key-id'),
    found('a key of a model provider', `sk-proj-${mixed(74)}`, 'openai-key'),
    found('a key of another model provider', `sk-ant-api03-${mixed(93)}AA`, 'anthropic-key'),
    found('a key of our own', `curl -H "x-api-key: sk-rf-k7q3w9x2z5r8-${mixed(49)}"`, 'ringfort-key'),
    found('a bot token', `${digits(9)}:AA${mixed(33)}`, 'telegram-bot-token'),
    found(
      'a token with a header and a body',
      `eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiJrN1F3M045In0'}.${mixed(43)}`,
      'json-web-token',
    ),
    found('a web hook', `https://hooks.slack.com/services/T${digits(9)}/B${digits(9)}/${mixed(24)}`, 'slack-webhook'),
    found('a bearer header', `Authorization: Bearer ${hex(40)}`, 'named-secret'),
    {
      name: 'a secret that leaves through a tool',
      crossing: 'application.call',
      call: { name: 'http_post', argumentsText: JSON.stringify({ url: 'https://shop.example', body: `k=${GITHUB}` }) },
      expect: { outcome: 'block', rule: 'github-token' },
    },
    {
      name: 'a secret in a prompt, where configured to stop it',
      crossing: 'model.prompt',
      text: `my key: ${GITHUB}`,
      config: { prompt: 'block' },
      expect: { outcome: 'block', rule: 'github-token' },
    },
  ],
  benign: [
    passes('the sample key of a manual', 'Use AKIAIOSFODNN7EXAMPLE as the access key.'),
    passes('a placeholder', 'export TOKEN=<your-token> or TOKEN=$TOKEN or ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'),
    passes('a variable', 'const password = process.env.DB_PASSWORD ?? config.password;'),
    passes('a call', 'password = getPassword(user.id)'),
    passes('a type', 'password: string; token?: string | undefined'),
    passes('an order number', 'Your order number is ORD-2026-0012345, token of thanks enclosed.'),
    passes('a digest', `sha256:${hex(64)}`),
    passes('a commit', `see commit ${hex(40)} for more`),
    passes('an identifier', 'request 550e8400-e29b-41d4-a716-446655440000 failed'),
    passes('a web address', 'https://docs.example/guide/api-keys?page=2#create-a-token'),
    passes('an address with a port', 'http://localhost:8080/path and redis://cache:6379/0'),
    passes('a mark of a key in prose', 'A key starts with -----BEGIN PRIVATE KEY----- and then come lines of base64.'),
    passes('a public key', `-----BEGIN PUBLIC KEY-----\n${BODY}-----END PUBLIC KEY-----`),
    passes('an identifier of credentials', "credentialsId: 'ff083f76-7804-4ef1-80e4-fe975bb9141b'"),
    passes('a public key in a setting', `public_key = "${mixed(43)}"`),
    passes('a word that only begins like key', 'KeyframeDistance, "2987123a-ba93-4704-b489-ec1e5f25292c"'),
    passes('a file that holds a key', 'KeyFile=shop_rsa1024_priv.pem'),
    passes('an option without a value', 'mysqldump --user ana --password --all-databases'),
    passes('words of a form', 'labels = { password: "Passwort", pwd: \'Password\', newPassword: "Kennwort" }'),
    passes('a path of names', 'password = "admin/users/passwords#update"'),
    passes('a digest in the name of an icon', `box.ico-${hex(32)}`),
    passes('a user that is its own password', 'mysql://mysql:mysql@localhost/shop'),
    passes('a list of letters', 'token = "abcdefghijklmnopqrstuvwxyz1234567"'),
    passes('a long name after a name', 'accessKey: InternationalizationSettingsProvider'),
    passes('a name with sk in front', 'pip install sk-learn-extra and ask-me-anything-2024'),
    passes('a base64 image', `data:image/png;base64,iVBORw0KGgo${mixed(90)}`),
    passes('letters apart', 'Spell it: a b c d e f g h i j k l m n o p q r s t'),
    passes('advice on passwords', 'Your password must have 12 characters; never share a password: not even with us.'),
    passes('a token of personal data', 'Write to EMAIL_K7QW3N9X about CARD_01234567.'),
    passes('a mark of a removed secret', 'api_key = [secret removed: github-token]'),
    {
      name: 'an ordinary prompt',
      crossing: 'model.prompt',
      text: 'How do I rotate an API key, and what is a secret token?',
      expect: { outcome: 'pass' },
    },
    {
      name: 'an ordinary call',
      crossing: 'application.call',
      call: { name: 'http_post', argumentsText: '{"url":"https://shop.example","body":"order 12345"}' },
      expect: { outcome: 'pass' },
    },
  ],
  missed: [
    missed('a password of letters only', 'my password is correcthorsebattery'),
    missed('a key without a name', `here you go: ${mixed(40)}`),
    missed('a token in rot13', 'tuc_x7Dj3A9kMo5Eg2Lp8Iq4St6Uw1YzCfGd0J'),
    missed('a token in two pieces', `first ${GITHUB.slice(0, 20)} then ${GITHUB.slice(20)}`),
    missed('a token in groups of four', (GITHUB.match(/.{1,4}/g) ?? []).join(' ')),
  ],
};

function hexOf(text: string): string {
  return [...text].map((character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
