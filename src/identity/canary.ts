import { createHmac } from 'node:crypto';
import type { HiddenPrompts } from '../core/index.ts';
import { toCrockford } from './alphabet.ts';

const PREFIX = 'rf-ref-';
/** 100 bits. */
const CHARACTERS = 20;

/** The canary of a prompt: the same text gives the same token under the same key, and nobody without the key can guess it. */
export function createCanaries(canaryKey: Uint8Array): HiddenPrompts['canaryFor'] {
  return (text) => {
    const digest = createHmac('sha256', canaryKey).update(text).digest();
    return `${PREFIX}${toCrockford(digest).slice(0, CHARACTERS).toLowerCase()}`;
  };
}
