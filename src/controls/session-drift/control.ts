import { z } from 'zod';
import {
  type AccumulatorMeans,
  type Basis,
  defineControl,
  type Finding,
  isNonEmpty,
  RATES,
  type Rate,
  type Screening,
  type Suspicion,
  type View,
  weakerBasis,
} from '../../core/index.ts';
import { type Alarm, PRINCIPAL, rateOf, SESSION, stepOf } from './evidence.ts';
import { joinTurns, newestSpan } from './joined.ts';

export type Crossing = 'interface.request';

const config = z.strictObject({
  act: z
    .enum(['flag', 'block'])
    .default('flag')
    .describe('What becomes of a turn that a conversation leads up to. The sum of a principal only ever flags.'),
  split: z
    .literal(RATES)
    .default(0.005)
    .describe('Share of harmless texts that may be noticed by mistake when the last three turns are read as one.'),
});

type Config = z.infer<typeof config>;

/** Reads a text at this crossing. */
type Read = (text: string) => Promise<Screening>;

/** An attack in small steps is noticed: by the sum of what its turns say, and by reading the last three as one. */
export const control = defineControl<Crossing, Config, 'classifier' | 'turns' | 'accumulator'>({
  id: 'session-drift',
  catalog: ['UI-09', 'UI-05'],
  title: 'Attacks over several turns',
  docs: {
    what: 'Adds up, turn by turn, how much a conversation looks like work on the assistant, and flags the doubtful turn at which the sum says that it is no accident; once for the session, and slower for the principal. Reads the last three turns as one text, too, so that an order which is split over them is seen.',
    why: 'Whoever stays just below what is flagged passes a screen that judges every turn for itself, as often as he likes.',
    fix: 'Begin a new conversation, and say in one message what you need.',
  },
  crossings: ['interface.request'],
  mitigates: [
    'owasp-llm:2026:LLM01',
    'owasp-llm:2025:LLM01',
    'owasp-llm:2023:LLM01',
    'owasp-asi:2026:ASI01',
    'atlas:5.6.0:AML.T0051',
    'atlas:5.6.0:AML.T0054',
    'aisvs:1.0:2.1.3',
  ],
  strength: 'detects',
  needs: ['classifier', 'turns', 'accumulator'],
  failMode: 'open', // the screen of single turns stands beside it and fails closed
  reach: 'whole',
  config,
  rules: ['session-sum', 'principal-sum', 'split-payload'],
  limits: [
    'Two harmless turns that read like an order when they are joined are flagged, now and then.',
    'Turns that stay below the loosest rate of the calibration cards (0.05) say nothing here, however many there are.',
    'A doubtful turn among more than two harmless ones does not raise the sum.',
    'Without a named session only the turns inside one request are summed up; a client that leaves its history out is seen by the sum of its principal alone.',
    'A principal that stands for many people is noticed when much of its traffic is doubtful, not when one of them is.',
    'A turn is counted again when it is sent again after 64 newer ones and is no longer known.',
    'A payload is seen over three turns in a row, within the last 2,000 characters of the earlier ones and the first 2,000 of the newest; a word that is split inside is not put together, only guessed by what stands around it.',
    'Slow retries, coordinated accounts and extraction by volume are not looked for.',
    'The alarm rate holds for traffic like the calibration texts.',
  ],
  cases: async () => (await import('./cases.ts')).cases,
  async inspect(view, { classifier, turns, accumulator, config: { act, split }, decode }) {
    const read: Read = async (text) => classifier.screen({ text, crossing: view.crossing, decoded: decode(text) });
    const readings = await Promise.all(view.parts.map(({ text }) => read(text)));
    const own = rateOf(readings);
    const found = {
      session: await sumUp(accumulator, 'session', SESSION, own),
      principal: await sumUp(accumulator, 'principal', PRINCIPAL, own),
    };
    const ofConversation: Finding[] = [];
    if (found.session) ofConversation.push(noticed('session-sum', readings, view));
    ofConversation.push(...(await findSplit(view, turns.before, readings, { split, read })));
    const findings = found.principal ? [...ofConversation, noticed('principal-sum', readings, view)] : ofConversation;
    const basis = basisOf(readings);
    if (!isNonEmpty(findings)) return { outcome: 'pass', ...basis };
    return { outcome: ofConversation.length === 0 ? 'flag' : act, findings, ...basis };
  },
});

/** Counts the turn; true when the sum is in alarm and this turn did its share. */
async function sumUp(
  accumulator: AccumulatorMeans,
  of: 'session' | 'principal',
  { from, ceiling }: Alarm,
  own: Rate | undefined,
): Promise<boolean> {
  const step = stepOf(own);
  const sum = await accumulator.add(of, step, ceiling);
  return step > 0 && sum >= from;
}

/** The worst stretch of the turn, which brought the sum where it is. */
function noticed(rule: string, readings: readonly Screening[], view: View<Crossing>): Finding {
  const all = readings.flatMap(({ suspicions }, part) => suspicions.map((one) => ({ ...one, part })));
  const worst = all.toSorted((left, right) => left.rate - right.rate || right.score - left.score)[0];
  const { part, start, end } = worst ?? { part: 0, start: 0, end: view.parts[0]?.text.length ?? 0 };
  return { rule, severity: 'medium', confidence: worst?.score ?? 1, at: { part, start, end } };
}

/**
 * What is rarer among harmless texts in the joined turns than in the newest and in the earlier ones, or as rare and with a
 * sign that neither has: the seam made it.
 */
async function findSplit(
  { parts }: View<Crossing>,
  before: readonly string[],
  newest: readonly Screening[],
  { split, read }: { readonly split: Rate; readonly read: Read },
): Promise<readonly Finding[]> {
  const joined = joinTurns(before, parts);
  if (joined.pieces.length < 2) return [];
  const { suspicions } = await read(joined.text);
  const over = suspicions.flatMap((suspicion) => {
    const at = suspicion.rate <= split && isNews(suspicion, newest) ? newestSpan(joined, suspicion) : undefined;
    return at === undefined ? [] : [{ suspicion, at }];
  });
  if (over.length === 0) return [];
  const apart = before.length === 0 ? newest : [...newest, await read(joinTurns(before, []).text)];
  return over
    .filter(({ suspicion }) => isNews(suspicion, apart))
    .map(({ at, suspicion: { score } }) => ({ rule: 'split-payload', severity: 'medium', confidence: score, at }));
}

function isNews({ rate, signs }: Suspicion, known: readonly Screening[]): boolean {
  const usual = rateOf(known) ?? 1;
  if (rate !== usual) return rate < usual;
  const seen = new Set(known.flatMap(({ suspicions }) => suspicions.flatMap((one) => one.signs)));
  return signs.some((sign) => !seen.has(sign));
}

function basisOf(readings: readonly Screening[]): { readonly basis?: Basis } {
  const basis = readings.reduce<Basis | undefined>(weakerBasis, undefined);
  return basis === undefined ? {} : { basis };
}
