/** Who is calling: virtual keys, the sessions of a principal and their pseudonyms, and the secrets of an installation. */
export { createAdminCheck } from './admin.ts';
export {
  type Authentication,
  type Authenticator,
  type AuthenticatorOptions,
  type CredentialHeaders,
  createAuthenticator,
  REFUSAL_CODES,
  type RefusalCode,
} from './authenticate.ts';
export { createCanaries } from './canary.ts';
export {
  describeKey,
  type KeyDescription,
  type MintedKey,
  type MintOptions,
  mintKey,
  type ParsedCredential,
  parseCredential,
} from './credential.ts';
export { IDENTITY_ERROR_CODES, IdentityError, type IdentityErrorCode } from './error.ts';
export { createPseudonyms, type PseudonymOptions, type PseudonymScope } from './pseudonyms.ts';
export { loadOrCreateSecrets, type Secrets } from './secrets.ts';
export { pseudonymKeyOf, sessionOf } from './session.ts';
