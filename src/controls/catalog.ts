// Generated from the folder names by `npm run generate`; do not edit.
import type { Control } from '../core/index.ts';

/** Every control of the house, by id. */
export const CATALOG: readonly Control[] = [];
