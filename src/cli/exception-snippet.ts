import type { SaidByControl } from './decision-entry.ts';
import type { Decisive } from './decisive.ts';
import { wrap } from './wrap.ts';

/** An exception is for a while: so many days until somebody has to look again. */
const DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/** How to let exactly this through from now on, as lines for the policy. */
export function exceptionLines({ entry, said }: Decisive, now: number): readonly string[] {
  if (said.failed !== undefined) {
    return [
      '',
      ...wrap(
        'Nothing was found: the control could not answer in time or at all, and fails closed. The log of the gateway has the reason; `deadline` in the policy gives it more time.',
      ),
    ];
  }
  const rules = [...new Set(said.findings.map(({ rule }) => rule))];
  if (rules.length === 0 || said.action === 'pass') return [];
  const places = [entry.crossing, entry.tool === undefined ? undefined : `tool:${entry.tool}`].filter(
    (place) => place !== undefined,
  );
  return [
    '',
    ...wrap(
      'If this is wrong here, and stays wrong, let the finding through in the policy (the text around it is still inspected):',
    ),
    '',
    ...(isForAPerson(said) ? ['# Careful: this releases every such call from now on, and nobody is asked.'] : []),
    'controls:',
    `  ${said.control}:`,
    '    exceptions:',
    ...rules.flatMap((rule, index) => [
      `      - id: EX-${String(index + 1).padStart(2, '0')}`,
      `        rule: ${rule}`,
      `        at: [${places.map((place) => JSON.stringify(place)).join(', ')}]`,
      '        reason: say why this is harmless here',
      '        owner: say who answers for it',
      `        expires: "${new Date(now + DAYS * DAY_MS).toISOString().slice(0, 10)}"`,
    ]),
  ];
}

/** Whether the finding is no attack, but a call that waits for a person. */
function isForAPerson({ action, outcome, findings }: SaidByControl): boolean {
  return action === 'hold' || outcome === 'hold' || findings.some(({ rule }) => rule === 'approval-required');
}
