import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cases, Control } from '../src/core/index.ts';
import { casesTemplate, controlTemplate } from '../tools/new-control/template.mjs';
import { inspectCase } from './house/catalog.ts';
import { rulesFor, told } from './house/rules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const biome = fileURLToPath(new URL('../node_modules/.bin/biome', import.meta.url));

/** A place inside the checkout that git and the walls do not look at. */
const folder = fileURLToPath(new URL('../.ringfort/scaffold/', import.meta.url));

describe('a control made by tools/new-control.mjs', () => {
  let control: Control;
  let cases: Cases;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of [
      ['control.ts', controlTemplate('my-sample')],
      ['cases.ts', casesTemplate()],
    ] as const) {
      writeFileSync(`${folder}${name}`, text.replaceAll('../../core/', '../../src/core/'));
    }
    const made: { control: Control } = await import(/* @vite-ignore */ pathToFileURL(`${folder}control.ts`).href);
    control = made.control;
    cases = await control.cases();
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('keeps the rules of the house', () => {
    const files = [
      { path: 'src/controls/my-sample/control.ts', text: controlTemplate('my-sample') },
      { path: 'src/controls/my-sample/cases.ts', text: casesTemplate() },
    ];
    const rules = [...rulesFor(['zod'])].filter(([name]) => name !== 'doors');
    expect(rules.map(([, rule]) => told(rule(files))).join('')).toBe('');
  });

  test.each([
    ['control.ts', controlTemplate('my-sample')],
    ['cases.ts', casesTemplate()],
  ])('is written as the formatter would write it: %s', (name, input) => {
    const path = `src/controls/my-sample/${name}`;
    const { status, stdout, stderr } = spawnSync(biome, ['check', '--write', `--stdin-file-path=${path}`], {
      cwd: root,
      input,
    });
    expect(stdout.toString(), stderr.toString()).toBe(input);
    expect(status, stderr.toString()).toBe(0);
  });

  test('brings as many cases as the laws ask for, and all of them hold', async () => {
    expect([cases.attack.length, cases.benign.length, cases.missed.length]).toEqual([15, 15, 1]);
    for (const one of [...cases.attack, ...cases.benign]) {
      const { verdict } = await inspectCase(control, one);
      expect(verdict.outcome, one.name).toBe(one.expect.outcome);
    }
    for (const one of cases.missed) expect((await inspectCase(control, one)).verdict.outcome, one.name).toBe('pass');
  });
});
