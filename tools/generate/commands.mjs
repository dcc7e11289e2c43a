import { GENERATED } from './markdown.mjs';

/** The page of commands: what each of them says with `--help`. */
export async function commandPages() {
  const { buildProgram } = await import(new URL('../../dist/cli/program.js', import.meta.url).href);
  const silent = { isInteractive: false, out() {}, error() {}, progress() {} };
  const page = `${GENERATED}

# Commands

What \`ringfort COMMAND --help\` prints. Every command ends with 0 when all is well, and with 1 when the answer is no or
it could not go on. \`RINGFORT_CONFIG\` names the policy where \`--config\` is not given.

${leaves(
  buildProgram(silent, () => {}),
  ['ringfort'],
).join('\n\n')}
`;
  return new Map([['docs/reference/commands.md', page]]);
}

function leaves(command, path) {
  const inner = command.commands.flatMap((one) => leaves(one, [...path, one.name()]));
  return inner.length > 0 ? inner : [`## ${path.join(' ')}\n\n\`\`\`\n${helpOf(command).trimEnd()}\n\`\`\``];
}

/** The help as a terminal of 100 columns shows it, with what stands after it. */
function helpOf(command) {
  let text = '';
  command.configureOutput({ writeOut: (piece) => (text += piece), getOutHelpWidth: () => 100 });
  command.outputHelp();
  return text;
}
