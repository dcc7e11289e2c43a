import { afterAll, describe, expect, test } from 'vitest';
import { CATALOG } from '../../src/controls/index.ts';
import { ringfort, Workshop } from './transcript.ts';

const workshop = new Workshop();
afterAll(() => workshop.clean());
const controlAt = (crossing: string) =>
  CATALOG.filter(({ crossings }) => crossings.some((one) => one === crossing)).map(({ id }) => id);

describe('ringfort check', () => {
  test('shows what stands where, proves every control, and ends well', async () => {
    const { code, out } = await ringfort('check', '-c', workshop.policy());
    expect(out).toContain('/v1/chat/completions  chat  streamed');
    expect(out).toMatch(/interface\.request +\S/);
    expect(out).toContain('no holes');
    expect(out).toMatch(new RegExp(`proved \\d+ cases through ${CATALOG.length} controls`));
    expect({ code, last: out.split('\n').at(-1) }).toEqual({ code: 0, last: 'ok' });
  });

  test('names every problem with file, line, column and the name that was meant', async () => {
    const file = workshop.policy('contrls: {}\nlimits: { body: 2MB }\n');
    const { code, err } = await ringfort('check', '-c', file);
    expect(code).toBe(1);
    expect(err).toMatch(/ringfort\.yaml:20:1: unknown key `contrls`.*did you mean `controls`\? \(key-unknown\)/);
    expect(err).toMatch(/ringfort\.yaml:21:\d+: .*\(value-invalid\)/);
    expect(err).toContain('not ok: 2 problems');
  });

  test('says the same as one JSON object', async () => {
    const good = await ringfort('check', '--json', '-c', workshop.policy());
    expect(JSON.parse(good.out)).toMatchObject({
      ok: true,
      faults: [],
      off: [],
      observed: [],
      detectors: { encoder: 'off', calibration: [] },
      proof: { unproven: [] },
    });
    const bad = await ringfort('check', '--json', '-c', workshop.policy('contrls: {}\n'));
    expect(JSON.parse(bad.out)).toMatchObject({
      ok: false,
      problems: [{ code: 'key-unknown', line: 20, column: 1, suggestion: 'controls' }],
    });
    expect(bad.code).toBe(1);
  });

  test('lists what is observed with reason and last day; --strict makes a fault of it', async () => {
    const [id] = controlAt('interface.request');
    const day = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
    const file = workshop.policy(`controls: { ${id}: { mode: observe, reason: measuring, expires: "${day}" } }\n`);
    const { code, out } = await ringfort('check', '-c', file);
    expect(out).toContain(`observes  ${id} until ${day}: measuring`);
    expect(code).toBe(0);
    const off = workshop.policy(`controls: { ${id}: { mode: off, reason: measuring, expires: "${day}" } }\n`);
    const strict = await ringfort('check', '--strict', '-c', off);
    expect(strict.code).toBe(1);
    expect(strict.out).toMatch(/not ok: \d+ coverage notes?/);
  });

  test('a file that is not there is named', async () => {
    const { code, err } = await ringfort('check', '-c', `${workshop.folder}/nowhere.yaml`);
    expect(code).toBe(1);
    expect(err).toContain('file-missing');
  });
});
