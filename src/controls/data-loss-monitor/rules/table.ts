import type { SecretRule } from '../rule.ts';
import { CLOUD } from './cloud.ts';
import { CODE } from './code.ts';
import { HASH } from './hash.ts';
import { MODEL } from './model.ts';
import { PLATFORM } from './platform.ts';
import { SERVICE } from './service.ts';

/** Every secret with a form of its own. The first rule that fits a place wins, so the narrower families stand first. */
export const RULES: readonly SecretRule[] = [...MODEL, ...CODE, ...CLOUD, ...SERVICE, ...PLATFORM, ...HASH];
