import type { IdentityEventType } from '@/lib/activity/identity-event';
import type { GrantSource, ManagedBy, MemberStatus, RoleSource, RuleKind } from '@/lib/db/generated/kysely/enums';
import type { ShownExplanation } from '@/lib/people/shown-explanation';
import type { PermissionLevel } from '@/lib/roles/role';
import type { GroupFact } from '@/lib/roles/role-mapping';

/** An event as evidence: enough to name it, to say who caused it, and to lead to it. */
export interface EvidenceEvent {
  id: string;
  type: IdentityEventType;
  at: Date;
  summary: string;
  method: string | null;
  path: string | null;
}

/** The rule that gave a role, as it is now. */
export interface GrantRule {
  id: string;
  /** From 1, among the rules of its kind, in the order of the page. */
  number: number;
  kind: RuleKind;
  name: string;
  savedAt: Date;
  savedByName: string;
}

/** A role that a person holds. */
export interface PersonGrant {
  key: string;
  name: string;
  level: PermissionLevel;
  source: GrantSource;
  /** In words that complete "has this role because of", or who gave it. */
  reason: string;
  grantedAt: Date;
  ruleId: string | null;
  /** Null when no rule gave the role, and when the rule is gone. */
  rule: GrantRule | null;
  /** Null when nobody recorded it, and when the event is older than the tenant keeps events. */
  event: EvidenceEvent | null;
}

/** The SCIM resource that manages a person. */
export interface PersonResource {
  id: string;
  active: boolean;
  version: number;
  createdAt: Date;
  lastModified: Date;
  /** The attributes that the identity provider owns, as JSON text without secrets. */
  document: string;
}

/** The last request about a person. */
export interface LastRequest {
  eventId: string;
  at: Date;
  credentialId: string | null;
  credentialLabel: string | null;
  /** OKTA, ENTRA, JUMPCLOUD, OTHER, or null. */
  provider: string | null;
}

export interface Departure {
  at: Date;
  /** Null when it is older than the tenant keeps events. */
  event: EvidenceEvent | null;
  /** Sessions that ended with it. */
  sessionsEnded: number;
}

/** One member with all that explains what they may do. */
export interface Person {
  id: string;
  displayName: string;
  email: string;
  status: MemberStatus;
  managedBy: ManagedBy;
  createdAt: Date;
  lastSeenAt: Date | null;
  /** Sessions that are live now. */
  sessions: number;
  scimEnabled: boolean;
  roleSource: RoleSource;
  /** The role mapping decides about this person's roles: SCIM is on and manages them, and roles are mapped. */
  rolesLocked: boolean;
  /** The role mapping decides at each sign-in through SSO: that is on, SCIM is off, and roles are mapped. */
  rolesFollowSignIn: boolean;
  /** The most powerful first. */
  grants: PersonGrant[];
  /** When it was asked for that the roles are derived again; null when they are up to date. */
  pendingSince: Date | null;
  /** Null for active members. */
  departure: Departure | null;
  /** Null when no resource manages the person. */
  resource: PersonResource | null;
  lastRequest: LastRequest | null;
  groups: GroupFact[];
  /** What the saved mapping makes of the person; null without a resource. */
  explanation: ShownExplanation | null;
}
