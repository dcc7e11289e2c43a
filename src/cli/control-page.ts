import type { Control } from '../core/index.ts';
import { field, wrap } from './wrap.ts';

const CLAIMS = {
  stops: 'stops what it mitigates',
  limits: 'limits what can happen',
  detects: 'detects, and can miss',
  records: 'records, and stops nothing',
} as const satisfies Record<Control['strength'], string>;

/** The page of a control, from its own declaration, in lines of 80 columns. */
export async function controlPage(control: Control): Promise<readonly string[]> {
  const { attack, benign, missed } = await control.cases();
  const { what, why, fix } = control.docs;
  return [
    `${control.title} (${control.id})`,
    '',
    ...field('what', what),
    ...field('why', why),
    ...field('what to do', fix),
    '',
    ...field('stands at', control.crossings.join(', ')),
    ...field('strength', CLAIMS[control.strength]),
    ...field(
      'when it fails',
      control.failMode === 'closed' ? 'closed: nothing passes' : 'open: everything passes, on record',
    ),
    ...field(
      'reads at once',
      control.reach === 'whole'
        ? 'the whole text'
        : `at most ${control.reach} characters; a stream is held back by no more`,
    ),
    ...field('needs', control.needs.length === 0 ? 'nothing besides the text' : control.needs.join(', ')),
    ...field('mitigates', control.mitigates.join(', ')),
    ...field('catalogue', control.catalog.join(', ')),
    ...field(
      'proved by',
      `${attack.length} attacks that it must stop, ${benign.length} harmless texts that must pass; ${missed.length} known misses`,
    ),
    '',
    'What it does not catch',
    ...control.limits.flatMap((limit) =>
      wrap(limit, '    ').map((line, index) => (index === 0 ? `  - ${line.trimStart()}` : line)),
    ),
  ];
}
