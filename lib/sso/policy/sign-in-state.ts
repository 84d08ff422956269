import type { GrantSource, MemberStatus, PermissionLevel, SsoProtocol } from '@/lib/db/generated/kysely/enums';
import type { ReadClaims } from '@/lib/sso/read-claims';

/** A role that a member holds. */
export interface HeldGrant {
  roleKey: string;
  level: PermissionLevel;
  source: GrantSource;
  reason: string;
  ruleId: string | null;
}

/** A member of the tenant who may be the person at the door. */
export interface MemberFacts {
  tenantId: string;
  id: string;
  displayName: string;
  email: string;
  emailKey: string;
  status: MemberStatus;
  givenName: string | null;
  familyName: string | null;
  phone: string | null;
  breakGlass: boolean;
  /** A SCIM resource manages the member, now that SCIM is on, or did when it was. */
  hasScimUser: boolean;
  /** Folded userName of that resource; it is searched for with the name. */
  scimUserNameKey: string | null;
  /** Whom the identity provider knows them as; null for whoever has not signed in through it. */
  subject: string | null;
  grantsVersion: number;
  grants: HeldGrant[];
  /** Whether the tenant has another active owner; true for whoever is no owner. */
  anotherOwner: boolean;
}

/** All that decides what becomes of somebody whom the identity provider vouches for. */
export interface SignInState {
  tenantId: string;
  protocol: SsoProtocol;
  /** Whether the connection that the answer was checked by is still the tenant's. */
  connection: 'current' | 'changed' | 'disabled';
  scimEnabled: boolean;
  /** Whether roles follow the mapping, and not the portal. */
  mappingManaged: boolean;
  claims: Pick<ReadClaims, 'email' | 'emailVerified' | 'givenName' | 'familyName' | 'displayName' | 'phone'>;
  subject: string;
  /** Whether the domain of the claimed address is verified for the tenant. */
  domainVerified: boolean;
  /** Whom the subject has signed in as. */
  bySubject: MemberFacts | null;
  /** Members with the claimed address, active or not. */
  byEmail: readonly MemberFacts[];
}
