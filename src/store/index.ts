/** What must be remembered: one port per need, and the engines behind them. */
export { type EmbeddedStoreOptions, openEmbeddedStore } from './embedded.ts';
export { STORE_ERROR_CODES, StoreError, type StoreErrorCode } from './error.ts';
export { DEFAULT_LIMITS, type StoreLimits } from './limits.ts';
export type { LockProcess } from './lock.ts';
