import type { AttributeChange, EventNote, IdentityEventDraft } from '@/lib/activity/identity-event';
import { providerName } from '@/lib/activity/provider-name';
import { redact } from '@/lib/activity/redact';
import type { PlannedGrant } from '@/lib/provisioning/roles/planned-grant';
import type { JsonValue } from '@/lib/scim/json';
import type { Client } from '@/lib/sign-in/client-address';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';
import type { SsoConnection } from '@/lib/sso/connection';
import type { SignInDecision, SignInProfile } from '@/lib/sso/policy/decide-sign-in';
import type { MemberFacts } from '@/lib/sso/policy/sign-in-state';

/** What the events of one sign-in have in common. */
export interface SignInOrigin {
  connection: Pick<SsoConnection, 'tenantId' | 'provider' | 'trial'>;
  identity: AssertedIdentity;
  client: Client;
  requestId: string | null;
}

/** Somebody who was let in, as far as events tell of it. */
export interface AdmittedPerson {
  memberId: string;
  profile: SignInProfile;
  /** Each role with its reason. */
  grants: readonly PlannedGrant[];
  warnings: readonly string[];
}

type Rejection = Extract<SignInDecision, { kind: 'reject' }>;

export function rejectionEvent(
  origin: SignInOrigin,
  { code, detail, member }: Rejection,
  email: string | null,
): IdentityEventDraft {
  const who = member?.displayName ?? email ?? 'Somebody';
  return {
    ...basis(origin),
    type: 'sso_presignup_reject',
    outcome: 'FAILED',
    code,
    summary: `${who} was refused at the sign-in through ${providerName(origin.connection.provider)}: ${code}`,
    detail,
    subjectEmail: email ?? member?.email ?? null,
    memberId: member?.id ?? null,
    request: whatArrived(origin),
  };
}

/** @param roles the roles by name; null for none */
export function creationEvent(
  origin: SignInOrigin,
  person: AdmittedPerson,
  roles: string | null,
): IdentityEventDraft {
  const { profile, grants } = person;
  const idp = providerName(origin.connection.provider);
  const came = `${profile.displayName} signed in through ${idp} for the first time`;
  const as = roles === null
    ? 'became a member without a role, so without access'
    : `became a member as ${roles}: ${reasonsOf(grants)}`;
  return {
    ...ofPerson(origin, person),
    type: 'sso_user_created',
    summary: `${came} and ${as}`,
    changes: [
      ...profileChanges(null, profile),
      { attribute: 'granted roles', before: null, after: roles },
    ],
  };
}

/** @param change the roles by name; null when they stay */
export function updateEvent(
  origin: SignInOrigin,
  person: AdmittedPerson,
  { member, links, change }: { member: MemberFacts; links: boolean; change: AttributeChange | null },
): IdentityEventDraft | null {
  const { subject } = origin.identity;
  const changes = [
    ...(links ? [{ attribute: 'subject', before: null, after: subject }] : []),
    ...profileChanges(member, person.profile),
    ...(change ? [change] : []),
  ];
  if (changes.length === 0 && person.warnings.length === 0) return null;
  return {
    ...ofPerson(origin, person),
    type: 'sso_user_updated',
    summary: updateSentence(providerName(origin.connection.provider, 'start'), person, { links, change, changes }),
    changes,
  };
}

export function loginEvent(origin: SignInOrigin, person: AdmittedPerson): IdentityEventDraft {
  return {
    ...ofPerson(origin, person),
    type: 'sso_login_success',
    actorName: person.profile.displayName,
    summary: `${person.profile.displayName} signed in through ${providerName(origin.connection.provider)}`,
  };
}

function basis({ connection, client, requestId }: SignInOrigin) {
  const { tenantId, provider } = connection;
  return { tenantId, provider, requestId, clientAddress: client.address, userAgent: client.userAgent };
}

function ofPerson(origin: SignInOrigin, { memberId, profile, warnings }: AdmittedPerson) {
  return {
    ...basis(origin),
    outcome: 'OK' as const,
    memberId,
    subjectEmail: profile.email || null,
    request: whatArrived(origin),
    notes: warnings.map((text): EventNote => ({ kind: 'warning', text })),
  };
}

/** The claims, without their secrets. The subject stands first: SAML has it beside its attributes. */
function whatArrived({ identity }: SignInOrigin): JsonValue {
  return redact({ subject: identity.subject, claims: { ...identity.claims } });
}

const attributes = ['displayName', 'givenName', 'familyName', 'email', 'phone'] as const;

/** What changes of a person, by the names that SCIM has for it. */
export function profileChanges(before: MemberFacts | null, after: SignInProfile): AttributeChange[] {
  return attributes.flatMap((attribute) => {
    const was = before?.[attribute] ?? null;
    return was === after[attribute] ? [] : [{ attribute, before: was, after: after[attribute] }];
  });
}

function updateSentence(
  Idp: string,
  { profile, grants }: AdmittedPerson,
  { links, change, changes }: { links: boolean; change: AttributeChange | null; changes: AttributeChange[] },
): string {
  const name = profile.displayName;
  if (change) {
    const [before, after] = [change.before ?? 'without a role', change.after];
    if (after === null) {
      return `${Idp} took ${String(before)} from ${name} at sign-in, who has no role left, so no access`;
    }
    return `${Idp} made ${name} ${String(after)} (was ${String(before)}) at sign-in: ${reasonsOf(grants)}`;
  }
  if (links) return `${Idp} vouched for ${name} for the first time, who signs in through it from now on`;
  if (changes.length === 0) return `${Idp} signed ${name} in, with something to look at`;
  return `${Idp} changed ${changes.map(({ attribute }) => attribute).join(', ')} of ${name} at sign-in`;
}

function reasonsOf(grants: readonly PlannedGrant[]): string {
  const reasons = grants.map(({ reason }) => `${reason.slice(0, 1).toLowerCase()}${reason.slice(1)}`);
  return [...new Set(reasons)].join('; ');
}
