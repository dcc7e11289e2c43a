import type { Command } from 'commander';
import { CliError } from './error.ts';
import { suggestion } from './nearest.ts';
import type { Terminal } from './terminal.ts';

/** What may follow a command, by the words that lead to it (`ledger verify`; the empty text for the start). */
type Words = ReadonlyMap<string, { readonly commands: readonly Named[]; readonly options: readonly Named[] }>;

interface Named {
  readonly name: string;
  readonly about: string;
}

const SHELLS: ReadonlyMap<string, (words: Words) => readonly string[]> = new Map([
  ['bash', bash],
  ['zsh', zsh],
  ['fish', fish],
]);

/** Prints a completion script that is made from the commands themselves. */
export async function completion(shell: string, program: Command, terminal: Terminal): Promise<void> {
  const write = SHELLS.get(shell);
  if (write === undefined)
    throw new CliError('shell-unknown', `no completion for \`${shell}\`${suggestion(shell, [...SHELLS.keys()])}`);
  for (const line of write(wordsOf(program, []))) terminal.out(line);
}

function wordsOf(command: Command, path: readonly string[]): Words {
  const commands = command.commands.map((inner) => ({
    name: inner.name(),
    about: inner.summary() || inner.description(),
  }));
  const options = command.options.flatMap(({ long, description }) =>
    long === undefined || long === null ? [] : [{ name: long, about: description }],
  );
  const own = { commands, options: [...options, { name: '--help', about: 'what it takes' }] };
  return new Map([
    [path.join(' '), own],
    ...command.commands.flatMap((inner) => [...wordsOf(inner, [...path, inner.name()])]),
  ]);
}

function bash(words: Words): readonly string[] {
  const cases = [...words].map(([path, { commands, options }]) => {
    const names = [...commands, ...options].map(({ name }) => name).join(' ');
    return `    '${path}') COMPREPLY=($(compgen -W '${names}' -- "$word")) ;;`;
  });
  return [
    '# ringfort completion for bash: source <(ringfort completion bash)',
    '_ringfort() {',
    `  local word="\${COMP_WORDS[COMP_CWORD]}" trail="" next one`,
    ...walkedPath(`"\${COMP_WORDS[@]:1:COMP_CWORD-1}"`, words),
    '  case "$trail" in',
    ...cases,
    '  esac',
    `  if [[ \${#COMPREPLY[@]} -eq 0 ]]; then COMPREPLY=($(compgen -f -- "$word")); fi`,
    '}',
    'complete -F _ringfort ringfort',
  ];
}

function zsh(words: Words): readonly string[] {
  const cases = [...words].map(([path, { commands, options }]) => {
    const described = [...commands, ...options].map(({ name, about }) => `'${name}:${quoted(about)}'`).join(' ');
    return `    '${path}') choices=(${described}) ;;`;
  });
  return [
    '#compdef ringfort',
    '# ringfort completion for zsh: source <(ringfort completion zsh)',
    '_ringfort() {',
    '  local trail="" next one; local -a choices',
    ...walkedPath(`"\${words[@]:1:$((CURRENT-2))}"`, words),
    '  case "$trail" in',
    ...cases,
    '  esac',
    "  _describe 'ringfort' choices || _files",
    '  _files',
    '}',
    'compdef _ringfort ringfort',
  ];
}

/** Follows the words typed so far as long as they are commands; options and values are passed over. */
function walkedPath(typed: string, words: Words): readonly string[] {
  const paths = [...words.keys()]
    .filter((path) => path !== '')
    .map((path) => `'${path}'`)
    .join('|');
  return [
    `  for one in ${typed}; do`,
    `    next="\${trail:+$trail }$one"`,
    `    case "$next" in ${paths}) trail="$next" ;; esac`,
    '  done',
  ];
}

function fish(words: Words): readonly string[] {
  return [
    '# ringfort completion for fish: ringfort completion fish | source',
    ...[...words].flatMap(([path, { commands, options }]) => {
      const condition = fishCondition(path, commands);
      return [
        ...commands.map(
          ({ name, about }) => `complete -c ringfort -n '${condition}' -f -a '${name}' -d '${quoted(about)}'`,
        ),
        ...options.map(
          ({ name, about }) => `complete -c ringfort -n '${condition}' -l '${name.slice(2)}' -d '${quoted(about)}'`,
        ),
      ];
    }),
  ];
}

function fishCondition(path: string, commands: readonly Named[]): string {
  const seen = path === '' ? [] : path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
  const inner =
    commands.length === 0 ? [] : [`not __fish_seen_subcommand_from ${commands.map(({ name }) => name).join(' ')}`];
  return [...seen, ...inner].join('; and ') || 'true';
}

/** Safe inside single quotes of all three shells, and without the colon that zsh splits at. */
function quoted(text: string): string {
  return text
    .replaceAll(/['"`\\$]/g, '')
    .replaceAll(':', ' -')
    .replaceAll(/\s+/g, ' ');
}
