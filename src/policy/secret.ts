/** Shapes of credentials that people paste by mistake. Prefixes are those that the vendors publish. */
const SHAPES: readonly RegExp[] = [
  /\bsk-[A-Za-z0-9_-]{16,256}/, // OpenAI, Anthropic and their look-alikes
  /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,256}/, // Stripe
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, // AWS
  /\bgh[pousr]_[A-Za-z0-9]{30,256}/, // GitHub
  /\bgithub_pat_[A-Za-z0-9_]{30,256}/,
  /\bglpat-[A-Za-z0-9_-]{16,256}/, // GitLab
  /\bxox[abprs]-[A-Za-z0-9-]{16,256}/, // Slack
  /\bAIza[A-Za-z0-9_-]{30,64}/, // Google
  /\bhf_[A-Za-z0-9]{30,64}/, // Hugging Face
  /\bnpm_[A-Za-z0-9]{30,64}/,
  /\beyJ[A-Za-z0-9_-]{16,4096}\.[A-Za-z0-9_-]{8,4096}\./, // JSON web token
  /-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----/,
];

/** Whether a text of the policy looks like a credential. A policy is committed and shared, so none may stand in it. */
export function looksLikeSecret(text: string): boolean {
  return text.length >= 16 && SHAPES.some((shape) => shape.test(text));
}

/** A value as a message may quote it: short, and never when it could be a credential. */
export function quoted(value: unknown): string {
  if (typeof value === 'string') {
    const isShown = value.length <= 48 && !looksLikeSecret(value) && /^[\x20-\x7e]*$/.test(value);
    return isShown ? `\`${value}\`` : `a text of ${value.length} characters`;
  }
  if (Array.isArray(value)) return 'a list';
  if (value !== null && typeof value === 'object') return 'a mapping';
  return `\`${String(value)}\``;
}
