import type { Case, Cases } from '../../core/index.ts';

type Crossing = 'model.prompt' | 'application.call' | 'interface.response';

const TOKEN = 'EMAIL_K7QW3N9X';
const VALUE = 'ana@shop.example';
const KNOWN = { [TOKEN]: VALUE };

const masks = (name: string, text: string, rule: string, config?: unknown): Case<'model.prompt'> => ({
  name,
  crossing: 'model.prompt',
  text,
  ...(config === undefined ? {} : { config }),
  expect: { outcome: 'rewrite', rule },
});

const passes = (name: string, text: string, config?: unknown): Case<'model.prompt'> => ({
  name,
  crossing: 'model.prompt',
  text,
  ...(config === undefined ? {} : { config }),
  expect: { outcome: 'pass' },
});

const shows = (name: string, text: string, restored: string): Case<'interface.response'> => ({
  name,
  crossing: 'interface.response',
  text,
  pseudonyms: KNOWN,
  expect: { outcome: 'rewrite', rule: 'token-restored', text: restored },
});

const sendMail = (reveal: readonly string[]) => [
  { name: 'send_mail', class: 'outside-write', reveal, hosts: [], approval: 'never', check: () => [] } as const,
];

/** Numbers are test numbers of the schemes or reserved for documentation; names end in `.example`. */
export const cases: Cases<Crossing> = {
  attack: [
    masks('an e-mail address', 'write to ana.lopez@shop.example today', 'email'),
    masks('an e-mail address in a link', '<mailto:ana@shop.example>', 'email'),
    masks('a telephone number in international form', 'reach me at +44 20 7946 0958.', 'phone-number'),
    masks('a North American telephone number', 'ring (212) 555-0134 after six', 'phone-number'),
    masks('a local telephone number after the word', 'my phone number is 030 123456', 'phone-number'),
    masks('a card number', 'charge 4111111111111111', 'payment-card'),
    masks('a card number with spaces', 'charge 4111 1111 1111 1111 please', 'payment-card'),
    masks('a card number, every digit apart', 'it is 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', 'payment-card'),
    masks('an American Express number with dashes', '3782-822463-10005', 'payment-card'),
    masks('a card number of JCB with fifteen digits', 'charge 180012345678905', 'payment-card'),
    masks('an account with spaces, then a word', 'to GB82 WEST 1234 5698 7654 32 by Friday', 'iban'),
    masks('an account in lower case', 'to de89370400440532013000', 'iban'),
    masks('a social security number', 'SSN:078-05-1120', 'us-ssn'),
    masks('a social security number without dashes after the word', 'social security 078051120', 'us-ssn'),
    masks('a value behind a written-out line break', '{"note":"call\\n4111111111111111"}', 'payment-card'),
    masks('a value glued to Chinese text', '\u{5361}\u{53f7}4111111111111111', 'payment-card'),
    masks('a British insurance number', 'NINO AB 12 34 56 C', 'uk-nino'),
    masks('a Spanish identity number', 'DNI 12345678Z', 'es-dni'),
    masks('an Indian identity number', '3123 4567 8909', 'in-aadhaar'),
    masks('a Brazilian tax number', 'CPF 529.982.247-25', 'br-cpf'),
    masks('a German tax number after the word', 'Meine Steuer-ID: 12345678903', 'de-tax-id'),
    masks('a passport number after the word', 'passport no. X1234567', 'passport'),
    masks('a date of birth where configured', 'born on 12/03/1984', 'birth-date', { types: ['BIRTHDATE'] }),
    masks('an address of a device where configured', 'from 192.0.2.17', 'ip-address', { types: ['IP'] }),
    masks('an IPv4 address inside an IPv6 address', 'from 2001:db8::192.0.2.17', 'ip-address', { types: ['IP'] }),
    masks('an address of hardware in letters only', 'MAC: AA:BB:CC:DD:EE:FF', 'mac-address', { types: ['MAC'] }),
    masks('an e-mail address under a top level of another script', 'ana@shop.xn--p1ai', 'email'),
    masks('a telephone number as three, three, two, two', 'my new one: 532 555 01 34', 'phone-number'),
    masks('a telephone number of six digits after the word', 'you can call 33 12 34', 'phone-number'),
    masks('a British driving licence', 'licence MORGA657054SM9IJ', 'driving-licence'),
    shows('a token in an answer', `Mail went to ${TOKEN}.`, `Mail went to ${VALUE}.`),
    shows('a token in lower case', `mail ${TOKEN.toLowerCase()} now`, `mail ${VALUE} now`),
    {
      ...shows('a token as a model quoted it', `> ${TOKEN}, said the ticket`, `> ${VALUE}, said the ticket`),
      source: 'BerriAI/litellm#23037',
    },
    shows('a token with an escaped underscore', 'mail EMAIL\\_K7QW3N9X now', `mail ${VALUE} now`),
    shows('a token in emphasis', `_${TOKEN}_ and **${TOKEN}**`, `_${VALUE}_ and **${VALUE}**`),
    shows('a possessive token', `${TOKEN}'s order, "${TOKEN}"`, `${VALUE}'s order, "${VALUE}"`),
    shows('a token with a plural letter', `both ${TOKEN}s`, `both ${VALUE}s`),
    {
      name: 'a tool argument that may receive the value',
      crossing: 'application.call',
      call: { name: 'send_mail', argumentsText: `{"to":"${TOKEN}","note":"for ${TOKEN}"}` },
      pseudonyms: KNOWN,
      registry: sendMail(['/to']),
      expect: { outcome: 'rewrite', rule: 'token-restored', text: [VALUE, `for ${TOKEN}`] },
    },
    {
      name: 'an element of a list that may receive the value',
      crossing: 'application.call',
      call: { name: 'send_mail', argumentsText: `{"to":["${TOKEN}"]}` },
      pseudonyms: KNOWN,
      registry: sendMail(['/to']),
      expect: { outcome: 'rewrite', rule: 'token-restored', text: [VALUE] },
    },
  ],
  benign: [
    passes('an order number of sixteen digits that fails the check', 'order 4111111111111112 is late'),
    passes('an order number with letters', 'order ORD-2024-0012345'),
    passes('a time in milliseconds', 'at 1732445678901 it failed'),
    passes('a date and a time', 'on 2026-11-24 at 14:30:05'),
    passes('a version', 'upgrade to 10.4.1-beta.20'),
    passes('an identifier', 'id 550e8400-e29b-41d4-a716-446655440000'),
    passes('a digest', 'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'),
    passes('a commit', 'see 7d965d5c0ffee1234567890abcdef1234567890a'),
    passes('a price', 'total 1,299.00 USD, 12 345 678 units'),
    passes('a book number', 'ISBN 978-3-16-148410-0'),
    passes('a tracking number', 'parcel 1Z999AA10123456784'),
    passes('a package with a version', 'npm install left-pad@1.3.0 and @types/node@20.19.43'),
    passes('an image of double size', 'background: url(logo@2x.png)'),
    passes('a repository address', 'git clone git@code.example:team/project'),
    passes('an address of a server', 'ping 192.0.2.17'),
    passes('a date of birth', 'born on 12/03/1984 in Vienna'),
    passes('a local date and time', 'from 04/05/2013 01:02:03'),
    passes('decimals', 'pi is 3.14159265358979323846'),
    passes('coordinates', 'at 52.520008, 13.404954'),
    passes('a table of numbers', '12 345\n678 901\n234 567\n890 123'),
    passes('six digits in pairs', 'sizes 33 12 34 are sold out'),
    passes('a taxpayer number that was never given out', 'code 911-89-1234'),
    passes('a fingerprint of a key', 'SHA256:E3:2B:99:36:FB:FD:8A:DD:6B:2F:AC:27:2A:50:17:7D', { types: ['MAC'] }),
    passes('an address of hardware that is no device', '00:00:00:00:00:00', { types: ['MAC'] }),
    passes('a token', `write to ${TOKEN} and CARD_01234567`),
    passes('a number beside a masked telephone number', 'PHONE_K7QW3N9X, order 12345678'),
    {
      name: 'a token of nobody in an answer',
      crossing: 'interface.response',
      text: 'see EMAIL_ZZZZZZZZ and SNAKE_CASE_NAME',
      pseudonyms: KNOWN,
      expect: { outcome: 'pass' },
    },
    {
      name: 'a tool that may receive nothing',
      crossing: 'application.call',
      call: { name: 'search', argumentsText: `{"query":"${TOKEN}"}` },
      pseudonyms: KNOWN,
      expect: { outcome: 'pass' },
    },
  ],
  missed: [
    {
      name: 'a spelled-out address',
      crossing: 'model.prompt',
      text: 'ana at shop dot example',
      expect: { outcome: 'rewrite' },
    },
    {
      name: 'a card number in words',
      crossing: 'model.prompt',
      text: 'four one one one, then twelve ones',
      expect: { outcome: 'rewrite' },
    },
    {
      name: 'a name and a street',
      crossing: 'model.prompt',
      text: 'Ana Lopez, 12 High Street, Springfield',
      expect: { outcome: 'rewrite' },
    },
    {
      name: 'a local telephone number without a word',
      crossing: 'model.prompt',
      text: 'it is 030 123456',
      expect: { outcome: 'rewrite' },
    },
    {
      name: 'a card number over two lines',
      crossing: 'model.prompt',
      text: '4111 1111\n1111 1111',
      expect: { outcome: 'rewrite' },
    },
    {
      name: 'a token broken over two lines',
      crossing: 'interface.response',
      text: 'EMAIL_\nK7QW3N9X',
      pseudonyms: KNOWN,
      expect: { outcome: 'rewrite' },
    },
  ],
};
