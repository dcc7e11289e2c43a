import type { Case } from '../../core/index.ts';
import { REGISTRY } from './case-tools.ts';

export type Crossing = 'application.call' | 'application.listing';

type Expect = Case<Crossing>['expect'];
export const call = (
  name: string,
  toolName: string,
  args: unknown,
  expect: Expect,
  more: Partial<Case<Crossing>> = {},
): Case<Crossing> => ({
  name,
  crossing: 'application.call',
  call: { name: toolName, argumentsText: typeof args === 'string' ? args : JSON.stringify(args) },
  registry: REGISTRY,
  expect,
  ...more,
});
export const block = (rule: string): Expect => ({ outcome: 'block', rule });
export const PASSES: Expect = { outcome: 'pass' };
export const track = (url: string) => ({ tracking_id: 'LF123456789DE', carrier_url: url });
