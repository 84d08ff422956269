import type { CredentialView } from '@/lib/credentials/list-credentials';
import type { ActionResult } from '@/lib/shared/action-result';

/**
 * A credential that was just made, with its token: kept in React state until its dialog closes, and nowhere
 * else.
 */
export interface NewCredential {
  token: string;
  credentialId: string;
  label: string;
  provider: CredentialView['provider'];
}

/** A call that came with a credential. */
export interface CredentialUse {
  /** ISO 8601. */
  at: string;
  /** The caller's address. */
  from: string | null;
  /** The caller's user agent. */
  agent: string | null;
}

/**
 * Fields `label`, `provider`, `scopes` (once per scope), `mode`, `rolesProfile` and `expiresAt` (ISO 8601, or
 * empty for never).
 */
export type CreateCredentialAction = (data: FormData) => Promise<ActionResult<NewCredential>>;

export type RevokeCredentialAction = (credentialId: string) => Promise<ActionResult>;

/** Null while nobody has called with the credential. */
export type FindCredentialUseAction = (credentialId: string) => Promise<ActionResult<CredentialUse | null>>;
