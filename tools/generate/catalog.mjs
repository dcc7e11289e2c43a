import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folders that hold a control, in the order of their names. */
export function controlFolders(controls) {
  if (!existsSync(controls)) return [];
  return readdirSync(controls, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(controls, entry.name, 'control.ts')))
    .map((entry) => entry.name)
    .sort();
}

const EMPTY = `// Generated from the folder names by \`npm run generate\`; do not edit.
import type { Control } from '../core/index.ts';

/** Every control of the house, by id. */
export const CATALOG: readonly Control[] = [];
`;

/** The text of src/controls/catalog.ts. */
export function catalogSource(folders) {
  if (folders.length === 0) return EMPTY;
  const imports = folders.map((folder) => `import { control as ${nameOf(folder)} } from './${folder}/control.ts';`);
  const entries = folders.map((folder) => `  widened(${nameOf(folder)}),`);
  return `// Generated from the folder names by \`npm run generate\`; do not edit.
import type { Control, Crossing, Need } from '../core/index.ts';
${imports.join('\n')}

/** Every control of the house, by id. */
export const CATALOG: readonly Control[] = Object.freeze([
${entries.join('\n')}
]);

/** Hides what only the control itself knows: its crossings, its configuration and its means. */
function widened<X extends Crossing, C, N extends Need>(control: Control<X, C, N>): Control {
  // Sound as long as whoever calls \`inspect\` does what the boundary does: offers only crossings that the control lists,
  // a configuration that its own schema parsed, and the means that it needs.
  return control as unknown as Control;
}
`;
}

/** `canonical-text` becomes `canonicalText`. */
function nameOf(folder) {
  return folder.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}
