// Makes a new control that already obeys every law: `node tools/new-control.mjs <id>`. It blocks a made-up marker; replace
// cases, pattern and words by yours, in this order.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { casesTemplate, controlTemplate } from './new-control/template.mjs';

const [id = ''] = process.argv.slice(2);
const folder = fileURLToPath(new URL(`../src/controls/${id}/`, import.meta.url));

if (!/^[a-z]+(-[a-z0-9]+)*$/.test(id)) {
  fail(`\`${id}\` is no id for a control, use kebab-case: node tools/new-control.mjs my-control`);
} else if (existsSync(folder)) {
  fail(`\`src/controls/${id}\` exists already, choose another id`);
} else {
  mkdirSync(folder);
  writeFileSync(`${folder}control.ts`, controlTemplate(id));
  writeFileSync(`${folder}cases.ts`, casesTemplate());
  process.stdout.write(
    [
      `made src/controls/${id}: control.ts and cases.ts`,
      'next: npm run generate      (the catalogue and the reference pages learn of it)',
      `      npx vitest run test/laws -t ${id}`,
      '',
    ].join('\n'),
  );
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
