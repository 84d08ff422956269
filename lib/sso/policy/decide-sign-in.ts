import type { SsoCode } from '@/lib/activity/sso-codes';
import { foldCase } from '@/lib/shared/fold-case';
import type { MemberFacts, SignInState } from '@/lib/sso/policy/sign-in-state';

/** What a member is called, and how to reach them. */
export interface SignInProfile {
  email: string;
  displayName: string;
  givenName: string | null;
  familyName: string | null;
  phone: string | null;
}

/** What becomes of a sign-in. */
export type SignInDecision =
  /** A new member, with the roles of the mapping, or those that a newcomer starts with. */
  | { kind: 'create'; profile: SignInProfile }
  | {
      kind: 'admit';
      member: MemberFacts;
      /** The subject signs in as this member from now on. */
      links: boolean;
      /** As it is to be from now on; what the identity provider may not change is as it was. */
      profile: SignInProfile;
      /** Whether roles are exactly what the mapping makes of the claims, or stay as they are. */
      roles: 'derive' | 'keep';
      /** What an admin should look at. */
      warnings: string[];
    }
  | {
      kind: 'reject';
      code: SsoCode;
      /** Why, for an admin, with the names that the code's own text cannot hold. */
      detail: string;
      /** Whom the refusal is about, when that is known. */
      member: MemberFacts | null;
    };

type Rejection = Extract<SignInDecision, { kind: 'reject' }>;

/** The key that finds the subject again has a limit, and OpenID Connect core §2 allows 255. */
const LONGEST_SUBJECT = 512;

/**
 * The whole matrix of signing in: pure and total. The member is found by the subject, then by an address in a domain
 * that is verified for the tenant, and never in another tenant.
 */
export function decideSignIn(state: SignInState): SignInDecision {
  const unusable = refuseAnswer(state);
  if (unusable) return unusable;
  const known = ownMembers(state, state.bySubject ? [state.bySubject] : [])[0];
  if (known) {
    const refused = refuseDeparted(state, known);
    return refused ?? admitted(state, known, { links: false });
  }
  return refuseAddress(state) ?? byAddress(state, ownMembers(state, state.byEmail));
}

function refuseAnswer({ connection, protocol, subject }: SignInState): Rejection | null {
  if (connection === 'disabled') return reject('sso_disabled', 'Single sign-on is switched off.');
  if (connection === 'changed') {
    return reject('sso_configuration_changed', 'The connection was changed after the sign-in had begun.');
  }
  if (subject === '' || subject.length > LONGEST_SUBJECT) {
    const detail = `The identity provider names the person by a subject of ${subject.length} characters.`;
    return reject(protocol === 'OIDC' ? 'sso_token_invalid' : 'sso_response_invalid', detail);
  }
  return null;
}

/** Whoever asks has looked in the tenant alone; this makes sure of it. */
function ownMembers({ tenantId }: SignInState, members: readonly MemberFacts[]): MemberFacts[] {
  return members.filter((member) => member.tenantId === tenantId);
}

/** Only an address vouched for in full may find, or make, a member. */
function refuseAddress({ claims, domainVerified }: SignInState): Rejection | null {
  const { email, emailVerified } = claims;
  if (email === null) return reject('sso_email_missing', 'No email address arrived that can be read.');
  if (emailVerified === false) {
    return reject('sso_email_not_verified', `The identity provider says that ${email} is not verified.`);
  }
  if (domainVerified) return null;
  return reject('sso_email_domain_not_verified', `The domain of ${email} is not verified for this organisation.`);
}

function byAddress(state: SignInState, members: readonly MemberFacts[]): SignInDecision {
  const active = members.filter(({ status }) => status === 'ACTIVE');
  const [only, ...others] = active;
  if (others.length > 0) {
    const names = active.map(({ displayName }) => displayName).join(', ');
    return reject('sso_account_ambiguous', `Active members with this address: ${names}.`);
  }
  if (!only) return newcomer(state, members);
  if (only.subject === null) return admitted(state, only, { links: true });
  const detail = `${only.displayName} has signed in as the subject "${only.subject}" of the identity provider before.`;
  return reject('sso_subject_conflict', detail, only);
}

function newcomer(state: SignInState, departed: readonly MemberFacts[]): SignInDecision {
  const [former] = departed;
  const refused = former && refuseDeparted(state, former);
  if (refused) return refused;
  const { email, givenName, familyName, displayName, phone } = state.claims;
  if (state.scimEnabled || email === null) {
    const detail = `SCIM is on, and the identity provider has not sent ${email ?? 'this person'} yet.`;
    return reject('scim_required_user_not_provisioned', detail);
  }
  return { kind: 'create', profile: { email, displayName: displayName ?? email, givenName, familyName, phone } };
}

function refuseDeparted({ scimEnabled }: SignInState, member: MemberFacts): Rejection | null {
  if (member.status === 'ACTIVE') return null;
  const { displayName } = member;
  if (scimEnabled) return reject('scim_user_deactivated', `${displayName} is deactivated.`, member);
  return reject('sso_user_removed', `${displayName} was removed, or switched off while SCIM was on.`, member);
}

function admitted(state: SignInState, member: MemberFacts, { links }: { links: boolean }): SignInDecision {
  const { scimEnabled, mappingManaged } = state;
  const roles = !scimEnabled && mappingManaged ? 'derive' : 'keep';
  // SCIM says what the person is called; what claims say of it does not count.
  if (scimEnabled && member.hasScimUser) {
    return { kind: 'admit', member, links, profile: profileOf(member), roles, warnings: [] };
  }
  const { givenName, familyName, displayName, phone } = state.claims;
  const { email, warnings } = addressOf(state, member);
  const profile = {
    email,
    displayName: displayName ?? member.displayName,
    givenName: givenName ?? member.givenName,
    familyName: familyName ?? member.familyName,
    phone: phone ?? member.phone,
  };
  return { kind: 'admit', member, links, profile, roles, warnings };
}

function profileOf({ email, displayName, givenName, familyName, phone }: MemberFacts): SignInProfile {
  return { email, displayName, givenName, familyName, phone };
}

/** An address that changed at the identity provider follows the subject, to where it may vouch and nobody else is. */
function addressOf(state: SignInState, member: MemberFacts): { email: string; warnings: string[] } {
  const { claims, domainVerified } = state;
  const { email } = claims;
  if (email === null || foldCase(email) === member.emailKey) return { email: member.email, warnings: [] };
  const keeps = (why: string) => {
    const kept = `${member.displayName} keeps the address ${member.email}`;
    return { email: member.email, warnings: [`${kept}: the identity provider sends ${email}, ${why}`] };
  };
  if (claims.emailVerified === false) return keeps('and says that it is not verified');
  if (!domainVerified) return keeps('whose domain is not verified for this organisation');
  const isTaken = ownMembers(state, state.byEmail).some(({ id }) => id !== member.id);
  return isTaken ? keeps('which another member has') : { email, warnings: [] };
}

function reject(code: SsoCode, detail: string, member: MemberFacts | null = null): Rejection {
  return { kind: 'reject', code, detail, member };
}
