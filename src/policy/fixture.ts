import { z } from 'zod';
import type { Control, Crossing, Need, NonEmpty, Phase } from '../core/index.ts';
import { defineControl, PASS } from '../core/index.ts';
import type { Configuration } from './configuration.ts';
import type { LoadInput } from './load.ts';
import { loadConfiguration } from './load.ts';

/** The day on which all tests of this room play. */
export const NOW = Date.parse('2026-06-15T12:00:00Z');

interface FakeOptions {
  readonly crossings?: NonEmpty<Crossing>;
  readonly needs?: readonly Need[];
  readonly failMode?: 'closed' | 'open';
  readonly phases?: Readonly<Partial<Record<Crossing, Phase>>>;
  readonly config?: z.ZodType;
  readonly rules?: NonEmpty<string>;
}

export function fakeControl(id: string, options: FakeOptions = {}): Control {
  return defineControl<Crossing, unknown, Need>({
    id,
    catalog: ['UI-00'],
    title: id,
    docs: { what: `${id} looks.`, why: 'For tests.', fix: 'Nothing.' },
    crossings: options.crossings ?? ['interface.request', 'interface.response'],
    ...(options.phases === undefined ? {} : { phases: options.phases }),
    mitigates: ['owasp-llm:2025:LLM01'],
    strength: 'records',
    needs: options.needs ?? [],
    failMode: options.failMode ?? 'closed',
    reach: 16,
    config: options.config ?? z.strictObject({}),
    rules: options.rules ?? ['npm-token', 'r', 's'],
    limits: ['It is a fake.'],
    cases: () => Promise.reject(new Error('a fake has no cases')),
    inspect: () => PASS,
  });
}

export const ALPHA = fakeControl('alpha', {
  config: z.strictObject({
    depth: z.int().min(1).max(9).default(3),
    names: z.array(z.string()).default([]),
    nested: z.object({ word: z.string().default('a') }).prefault({}),
  }),
});
export const BETA = fakeControl('beta', { crossings: ['model.prompt', 'application.call'], failMode: 'open' });

/** The smallest policy that loads: five lines. */
export const SMALLEST = `ringfort: policy/v1
providers:
  main: {dialect: openai, base_url: "ringfort:obedient"}
models:
  chat: {provider: main, model: obedient-1}
`;

export function load(text: string | undefined, input: Partial<LoadInput> = {}) {
  return loadConfiguration({ file: 'r.yaml', text, controls: [ALPHA, BETA], environment: {}, now: NOW, ...input });
}

/** The configuration of a text that must load. */
export function loaded(text: string, input: Partial<LoadInput> = {}): Configuration {
  const result = load(text, input);
  if (!result.ok) throw new Error(result.problems.map((one) => one.toDisplay()).join('\n'));
  return result.configuration;
}

/** All problems of a text that must not load, as a person reads them. */
export function problemsOf(text: string | undefined, input: Partial<LoadInput> = {}): string[] {
  const result = load(text, input);
  return result.ok ? [] : result.problems.map((one) => one.toDisplay());
}

/** What is wrong, the text of a policy, and what a person must read. */
export type Fault = [sentence: string, text: string, problems: string[], input?: Partial<LoadInput> | undefined];

/** Adds lines below the smallest policy, which ends with line 5. */
export function below(text: string): string {
  return `${SMALLEST}${text}`;
}

/** A policy whose only provider, in line 2, has these fields. */
export function withProvider(fields: string): string {
  return `ringfort: policy/v1\nproviders: {main: {${fields}}}\nmodels: {chat: {provider: main, model: m}}\n`;
}
