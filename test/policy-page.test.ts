import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CATALOG } from '../src/controls/index.ts';
import { loadConfiguration } from '../src/policy/index.ts';

const page = readFileSync(new URL('../docs/reference/policy.md', import.meta.url), 'utf8');
const minimal = /```yaml\n([\s\S]*?)```/.exec(page)?.[1];

describe('the reference page of the policy', () => {
  test('begins with a whole policy that loads and enforces every control', () => {
    const loaded = loadConfiguration({
      file: 'ringfort.yaml',
      text: minimal,
      controls: CATALOG,
      environment: { OPENAI_API_KEY: 'a key' },
      now: Date.parse('2026-11-24T12:00:00Z'),
    });
    expect(loaded).toMatchObject({ ok: true, warnings: [] });
    const modes = loaded.ok ? loaded.configuration.wired.map(({ mode }) => mode) : [];
    expect(modes).toEqual(CATALOG.map(() => 'enforce'));
  });

  test('has a table of options for every control', () => {
    const told = [...page.matchAll(/^### (\S+): config$/gm)].map((match) => match[1]);
    expect(told).toEqual(CATALOG.map(({ id }) => id));
  });
});
