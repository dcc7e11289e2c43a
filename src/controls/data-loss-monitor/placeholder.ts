const WORDS =
  /example|sample|placeholder|redacted|change_?me|your[_-]|dummy|x{4,}|\*{3}|\.{3}|removed|1234567890123456|abcdefghij|#{4}|insert|not-?a?-?(?:real|secret)|replace/i;

/** Whether a value is marked as no secret, by what it says itself. Excuses this value only. */
export function isPlaceholder(value: string): boolean {
  return WORDS.test(value);
}

const WEAK =
  /^(?:my|your|the|some|db)?_?(?:pass(?:word|wd|phrase)?|secret|token|user(?:name)?|admin|root|test|guest|null|none|nil|undefined|true|false|string|str|value|default|required|optional|hidden|env|config|data|auth|key|foo|bar|baz|abc|xxx|changeit)\d{0,3}$/i;

/** Whether a value is one of the words that stand for any value. */
export function isWeak(value: string): boolean {
  return WEAK.test(value) || /^\d{1,5}$/.test(value);
}

/** Whether a word after `password:` is a word about it rather than a password. */
export function isWordOnly(value: string): boolean {
  return /^[a-z]+$/i.test(value) || isWeak(value);
}
