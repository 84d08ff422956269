import type { SsoProtocol } from '@/lib/db/generated/kysely/enums';
import type { JsonValue } from '@/lib/scim/json';

/** What to tell the identity provider at sign-out. */
export type LogoutHint =
  | { protocol: 'OIDC'; idToken: string }
  | { protocol: 'SAML'; nameId: NameId; sessionIndex: string | null };

/** A SAML NameID with what identifies it (SAML core §2.2.3). */
export interface NameId {
  value: string;
  format: string | null;
}

/** What an identity provider has vouched for, after every check of the protocol; the same shape for both. */
export interface AssertedIdentity {
  protocol: SsoProtocol;
  /** `sub`, or NameID: whom the identity provider means, for good. */
  subject: string;
  /** Claims by their names as they arrived. SAML attributes are lists of texts, whatever their number. */
  claims: Readonly<Record<string, JsonValue>>;
  logout: LogoutHint | null;
}
