import type { SourceFile } from './source.ts';

/** One fault in an otherwise clean house. Without `text` the file is taken away. */
export interface Planted {
  readonly rule: string;
  readonly fault: string;
  readonly path: string;
  readonly text?: string;
}

const CONTROL = `import { defineControl } from '../../core/index.ts';
/** It says process and console here, which is only a comment. */
export const control = defineControl({
  id: 'sample-control',
  title: 'a process with fetch in its title',
  pattern: /Date|process.env/,
  cases: () => import('./cases.ts'),
});
`;

/** The smallest house that keeps every rule. */
export const CLEAN: readonly SourceFile[] = [
  { path: 'src/core/index.ts', text: "export type { View } from './view.ts';\n" },
  { path: 'src/core/view.ts', text: 'export type View = { readonly text: string };\n' },
  { path: 'src/text/index.ts', text: "import type { View } from '../core/index.ts';\nexport type Seen = View;\n" },
  { path: 'src/controls/index.ts', text: "export { CATALOG } from './catalog.ts';\n" },
  {
    path: 'src/controls/catalog.ts',
    text: "import { control } from './sample-control/control.ts';\nexport const CATALOG = [control];\n",
  },
  { path: 'src/controls/sample-control/control.ts', text: CONTROL },
  { path: 'src/controls/sample-control/cases.ts', text: "export const attack = [{ name: 'one' }];\n" },
  { path: 'src/policy/index.ts', text: "import { parse } from 'yaml';\nexport const load = parse;\n" },
  { path: 'src/boundaries/index.ts', text: "import { load } from '../policy/index.ts';\nexport const run = load;\n" },
  {
    path: 'src/cli/main.ts',
    text: "import { CATALOG } from '../controls/index.ts';\nprocess.exitCode = CATALOG.length;\n",
  },
];

const INSPECT = 'src/controls/sample-control/detect.ts';
const PAGE = 'src/boundaries/run.ts';

export const PLANTED: readonly Planted[] = [
  { rule: 'known-rooms', fault: 'a room that nobody planned', path: 'src/shed/index.ts', text: 'export {};\n' },
  { rule: 'known-rooms', fault: 'a file outside of all rooms', path: 'src/main.ts', text: 'export {};\n' },
  { rule: 'doors', fault: 'a room without a door', path: 'src/core/index.ts' },
  {
    rule: 'floors',
    fault: 'a step up',
    path: 'src/policy/load.ts',
    text: "import { run } from '../boundaries/index.ts';\n",
  },
  {
    rule: 'floors',
    fault: 'a step sideways',
    path: 'src/ledger/index.ts',
    text: "import { load } from '../policy/index.ts';\n",
  },
  { rule: 'floors', fault: 'a step through a window', path: PAGE, text: "import { load } from '../policy/load.ts';\n" },
  {
    rule: 'floors',
    fault: 'a type taken from above',
    path: 'src/core/a.ts',
    text: "export type { Run } from '../text/index.ts';\n",
  },
  {
    rule: 'floors',
    fault: 'a dynamic step up',
    path: 'src/policy/a.ts',
    text: "const run = await import('../cli/main.ts');\n",
  },
  {
    rule: 'floors',
    fault: 'a step out of the house',
    path: PAGE,
    text: "import { x } from '../../test/house/rule.ts';\n",
  },
  {
    rule: 'catalog-opened',
    fault: 'a boundary that opens it',
    path: PAGE,
    text: "import { CATALOG } from '../controls/index.ts';\n",
  },
  { rule: 'control-walls', fault: 'another control', path: INSPECT, text: "import { x } from '../other/detect.ts';\n" },
  { rule: 'control-walls', fault: 'a node module', path: INSPECT, text: "import { hash } from 'node:crypto';\n" },
  {
    rule: 'control-walls',
    fault: 'another room',
    path: INSPECT,
    text: "import { load } from '../../policy/index.ts';\n",
  },
  {
    rule: 'control-walls',
    fault: 'a package that knows the world',
    path: INSPECT,
    text: "import { request } from 'undici';\n",
  },
  { rule: 'control-purity', fault: 'a clock', path: INSPECT, text: 'export const now = () => Date.now();\n' },
  { rule: 'control-purity', fault: 'chance', path: INSPECT, text: 'export const roll = () => Math.random();\n' },
  { rule: 'control-purity', fault: 'the environment', path: INSPECT, text: "export const key = process.env['KEY'];\n" },
  {
    rule: 'control-purity',
    fault: 'the network',
    path: INSPECT,
    text: "export const ask = () => fetch('http://x');\n",
  },
  { rule: 'control-purity', fault: 'a console', path: INSPECT, text: 'console.log(1);\n' },
  {
    rule: 'control-purity',
    fault: 'a timer inside a template',
    path: INSPECT,
    text: 'const x = `a$' + '{setTimeout(f, 1)}`;\n',
  },
  {
    rule: 'control-ids',
    fault: 'an id unlike its folder',
    path: 'src/controls/sample-control/control.ts',
    text: CONTROL.replace("'sample-control'", "'other'"),
  },
  { rule: 'control-ids', fault: 'a control without cases', path: 'src/controls/sample-control/cases.ts' },
  {
    rule: 'control-ids',
    fault: 'a folder without a control',
    path: 'src/controls/empty/detect.ts',
    text: 'export {};\n',
  },
  {
    rule: 'ids-written-once',
    fault: 'a question which control it is',
    path: PAGE,
    text: "if (control.id === 'sample-control') wait();\n",
  },
  {
    rule: 'ids-written-once',
    fault: 'a key in double quotes',
    path: PAGE,
    text: 'const weight = { "sample-control": 2 };\n',
  },
  { rule: 'cases-on-demand', fault: 'a static import', path: INSPECT, text: "import { attack } from './cases.ts';\n" },
  {
    rule: 'cases-on-demand',
    fault: 'cases of another control',
    path: PAGE,
    text: "const x = import('../controls/sample-control/cases.ts');\n",
  },
  { rule: 'shipped-packages', fault: 'a development package', path: PAGE, text: "import fc from 'fast-check';\n" },
  {
    rule: 'shipped-packages',
    fault: 'a module without its prefix',
    path: PAGE,
    text: "import { readFileSync } from 'fs';\n",
  },
  { rule: 'plain-ascii', fault: 'an invisible character', path: PAGE, text: "const mark = '\u{200b}';\n" },
  { rule: 'plain-ascii', fault: 'a letter that looks like another', path: PAGE, text: "const n\u{430}me = 'x';\n" },
  { rule: 'page-length', fault: 'a file that is no page', path: PAGE, text: 'export {};\n'.repeat(301) },
  {
    rule: 'telling-names',
    fault: 'a drawer of odds and ends',
    path: 'src/boundaries/string-utils.ts',
    text: 'export {};\n',
  },
  { rule: 'telling-names', fault: 'a folder of them', path: 'src/boundaries/common/text.ts', text: 'export {};\n' },
  { rule: 'no-promises', fault: 'a promise in a comment', path: PAGE, text: '// TODO: later\n' },
  { rule: 'no-any', fault: 'a declared any', path: PAGE, text: 'const x: any = 1;\n' },
  { rule: 'no-any', fault: 'a cast to any', path: PAGE, text: 'const x = y as any;\n' },
  { rule: 'no-any', fault: 'any as a type argument', path: PAGE, text: 'const x = new Map<string, any>();\n' },
  { rule: 'no-made-code', fault: 'eval', path: PAGE, text: "eval('1');\n" },
  {
    rule: 'no-made-code',
    fault: 'a function made from text',
    path: PAGE,
    text: "const f = new Function('return 1');\n",
  },
  {
    rule: 'no-made-code',
    fault: 'a virtual machine',
    path: PAGE,
    text: "import { runInNewContext } from 'node:vm';\n",
  },
  { rule: 'process-at-the-root', fault: 'the environment', path: PAGE, text: 'const home = process.env.HOME;\n' },
  {
    rule: 'process-at-the-root',
    fault: 'an imported process',
    path: PAGE,
    text: "import { env } from 'node:process';\n",
  },
  { rule: 'reasoned-casts', fault: 'a cast without a reason', path: PAGE, text: 'const x = JSON.parse(y) as Row;\n' },
];
