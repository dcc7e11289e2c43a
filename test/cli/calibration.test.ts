import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calibrationOf, SCREENED } from '../../src/cli/calibration.ts';
import { type DetectorReport, detectorLines, RUNTIME_INSTALLATION } from '../../src/cli/detector-report.ts';
import { RATES } from '../../src/core/index.ts';
import { loadOrCreateSecrets } from '../../src/identity/index.ts';
import { readWeights } from '../../src/inference/index.ts';
import { cardOf, signedCard } from './cards.ts';
import { ringfort, Workshop } from './transcript.ts';

const workshop = new Workshop();
afterAll(() => workshop.clean());
const weights = readWeights().digest;
const secrets = await loadOrCreateSecrets(join(workshop.folder, '.ringfort'));
const stranger = generateKeyPairSync('ed25519').privateKey;
const own = (more: Parameters<typeof signedCard>[2] = {}) => signedCard(secrets.ledgerSigningKey, weights, more);

/** A policy that names these cards, each in a file of its own. */
function policyWith(...cards: readonly string[]): string {
  const names = cards.map((card, index) => {
    workshop.write(`card-${index}.json`, card);
    return `card-${index}.json`;
  });
  const text = readFileSync(workshop.policy(), 'utf8');
  return workshop.write('cards.yaml', text.replace('encoder: off', `encoder: off, calibration: [${names.join(', ')}]`));
}

describe('a policy with cards of its own', () => {
  test('names what each replaces, and whether it loosens or tightens', async () => {
    const { out } = await ringfort('check', '-c', policyWith(own({ threshold: 0 }), own({ threshold: 1, rate: 0.05 })));
    expect(out).toContain('shipped calibration and 2 cards of your own');
    expect(out).toMatch(
      /interface\.request, screen, 0\.01: notices from 0 in place of [\d.]+, tightens \(.*card-0\.json\)/,
    );
    expect(out).toMatch(
      /interface\.request, screen, 0\.05: notices from 1 in place of [\d.]+, loosens \(.*card-1\.json\)/,
    );
    expect(out).toContain(
      'note: interface.request, screen, 0.01 notices from less than the looser rate 0.05: calibrate both',
    );
  });

  test('says which of them waits for the encoder', async () => {
    const { out } = await ringfort('check', '-c', policyWith(own({ tier: 'encoder', threshold: 1 })));
    expect(out).toMatch(/interface\.request, encoder, 0\.01: .*, loosens, waits for its tier \(.*card-0\.json\)/);
  });

  test('judges by them', async () => {
    const line = workshop.write('line.jsonl', '{"id":1,"text":"Where is my parcel?"}\n');
    const config = policyWith(own({ threshold: 0, rate: 0.001 }));
    const inspected = await ringfort('inspect', '--crossing', 'interface.request', '--jsonl', line, '-c', config);
    expect(JSON.parse(inspected.out)).toMatchObject({
      outcome: 'block',
      findings: [{ control: 'prompt-injection', rule: 'learned' }],
    });
  });

  test.each([
    ['no JSON', () => 'card', 'is no calibration card, make it anew with `ringfort calibrate`'],
    ['another form', () => '{}', 'is no calibration card'],
    ['a key of somebody else', () => signedCard(stranger, weights), 'is not signed by the key of this installation'],
    [
      'a changed threshold',
      () => own().replace('"threshold":0.5', '"threshold":0.9'),
      'was changed after it was signed',
    ],
    [
      'other weights',
      () => signedCard(secrets.ledgerSigningKey, 'f'.repeat(64)),
      `was made for the weights \`ffffffffffff\` and these are \`${weights.slice(0, 12)}\``,
    ],
    ['a rate between', () => own({ rate: 0.02 }), 'a policy can only use 0.05, 0.01, 0.005, 0.001'],
    ['a crossing where nothing reads', () => own({ crossing: 'model.prompt' }), 'where no learned control reads'],
  ])('is refused for a card with %s, by its file and with what to do', async (_fault, card, message) => {
    const config = policyWith(card());
    const { code, err } = await ringfort('check', '-c', config);
    expect({ code, said: err.includes(message) ? message : err }).toEqual({ code: 1, said: message });
    expect(err).toMatch(/card-0\.json` .* \(calibration-refused\)/);
    const told = JSON.parse((await ringfort('check', '--json', '-c', config)).out);
    expect(told).toMatchObject({ ok: false, problems: [{ code: 'calibration-refused' }] });
  });

  test('is refused for two cards for one step', async () => {
    const { code, err } = await ringfort('check', '-c', policyWith(own(), own({ threshold: 0.6 })));
    expect(code).toBe(1);
    expect(err).toMatch(
      /card-1\.json` is for interface\.request, screen, 0\.01 like `.*card-0\.json`, name one of them/,
    );
  });
});

describe('where there is no key to verify with', () => {
  const empty = new Workshop();
  afterAll(() => empty.clean());

  test('a card is refused, and nothing is made', async () => {
    empty.write('card.json', own());
    const text = readFileSync(workshop.policy(), 'utf8').replace(
      'encoder: off',
      'encoder: off, calibration: [card.json]',
    );
    const { code, err } = await ringfort('check', '-c', empty.write('ringfort.yaml', text));
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('ledger-public.pem` cannot be read') });
  });
});

describe('the encoder', () => {
  let config = '';
  beforeAll(() => {
    config = workshop.write(
      'required.yaml',
      readFileSync(workshop.policy(), 'utf8').replace('encoder: off', 'encoder: required'),
    );
  });

  test('that is required and away refuses the start, and says how it gets there', async () => {
    const { code, err } = await ringfort('check', '-c', config); // from its source no process of the encoder starts
    expect(code).toBe(1);
    expect(err).toMatch(/the policy requires the encoder and it is away: .*`encoder: auto`.*\(encoder-required\)/);
  });

  test('that is switched off is told', async () => {
    const { out } = await ringfort('check', '-c', workshop.policy());
    expect(out).toContain(`linear screen alone, weights ${weights.slice(0, 12)}, shipped calibration`);
    expect(out).toContain('the policy switched the encoder off');
  });

  test('that is not installed is told with the command that adds it', () => {
    const lack = 'the package is not installed';
    const report: DetectorReport = {
      encoder: 'absent',
      lack,
      weights: 'abc',
      calibration: [],
      judge: undefined,
      notes: [],
    };
    expect(detectorLines(report)).toEqual([
      'linear screen alone, weights abc, shipped calibration',
      'the encoder is away: the package is not installed',
      'add its runtime with `npm install onnxruntime-node@1.30.0 --ignore-scripts`, or say `encoder: off`',
    ]);
  });

  test('is added in the version that the package names', () => {
    const { peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(RUNTIME_INSTALLATION).toContain(`onnxruntime-node@${peerDependencies['onnxruntime-node']} `);
  });
});

describe('a calibration', () => {
  const shipped = SCREENED.slice(0, 2).flatMap((crossing) =>
    (['screen', 'encoder'] as const).flatMap((tier) =>
      RATES.map((rate, index) => cardOf({ crossing, tier, rate, threshold: 0.2 + index / 10 })),
    ),
  );

  test('replaces the step of the same rate and no other', () => {
    const card = cardOf({ crossing: 'data.memory', tier: 'encoder', rate: 0.005, threshold: 0.45 });
    const { thresholds, replaced, notes } = calibrationOf(shipped, [{ file: 'own.json', card }]);
    expect(thresholds.get('data.memory')).toEqual({
      screen: [0.2, expect.closeTo(0.3), 0.4, 0.5],
      encoder: [0.2, expect.closeTo(0.3), 0.45, 0.5],
    });
    expect(thresholds.get('data.retrieval')?.encoder[2]).toBe(0.4);
    expect({ replaced, notes }).toMatchObject({ replaced: [{ file: 'own.json', shipped: 0.4 }], notes: [] });
  });

  test('without a card for a step is no calibration', () => {
    expect(() => calibrationOf(shipped.slice(1))).toThrow('no card is for `interface.request` at a rate of 0.05');
  });
});
