import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ssoCodes } from '@/lib/activity/sso-codes';
import { decideSignIn } from '@/lib/sso/policy/decide-sign-in';
import type { SignInProfile } from '@/lib/sso/policy/decide-sign-in';
import type { MemberFacts, SignInState } from '@/lib/sso/policy/sign-in-state';
import { readCases } from '@/testing/read-cases';

interface CaseState extends Partial<Omit<SignInState, 'claims' | 'bySubject' | 'byEmail' | 'scimEnabled'>> {
  scim?: boolean;
  /** The mapping is portal-managed. */
  portal?: boolean;
  claims?: Partial<SignInState['claims']>;
  bySubject?: Partial<MemberFacts>;
  byEmail?: Partial<MemberFacts>[];
}

interface Expected {
  kind: string;
  code?: string;
  id?: string;
  links?: boolean;
  roles?: string;
  profile?: Partial<SignInProfile>;
  /** How many warnings. */
  warns?: number;
}

const cases = readCases<[name: string, state: CaseState, expected: Expected]>(
  import.meta.dirname,
  'decide-sign-in.json',
);

function member(facts: Partial<MemberFacts>): MemberFacts {
  return {
    tenantId: 'acme',
    id: 'ana',
    displayName: 'Ana Ruiz',
    email: 'ana@acme.test',
    emailKey: 'ana@acme.test',
    status: 'ACTIVE',
    givenName: 'Ana',
    familyName: 'Ruiz',
    phone: null,
    breakGlass: false,
    hasScimUser: false,
    scimUserNameKey: null,
    subject: 's-1',
    grantsVersion: 0,
    grants: [],
    anotherOwner: true,
    ...facts,
  };
}

const ANA = {
  email: 'ana@acme.test',
  emailVerified: null,
  givenName: 'Ana',
  familyName: 'Ruiz',
  displayName: 'Ana Ruiz',
  phone: null,
};

function stateOf({ scim = false, portal = false, claims, bySubject, byEmail = [], ...others }: CaseState): SignInState {
  return {
    tenantId: 'acme',
    protocol: 'OIDC',
    connection: 'current',
    scimEnabled: scim,
    mappingManaged: !portal,
    claims: { ...ANA, ...claims },
    subject: 's-1',
    domainVerified: true,
    bySubject: bySubject ? member(bySubject) : null,
    byEmail: byEmail.map(member),
    ...others,
  };
}

const address = fc.constantFrom('ana@acme.test', 'ANA@acme.test', 'bob@acme.test', 'ana@globex.test');
const name = fc.option(fc.constantFrom('Ana', 'Anna', '', '__proto__'));
const anyMember = fc.record({
  tenantId: fc.constantFrom('acme', 'acme', 'globex'),
  id: fc.constantFrom('ana', 'bob', 'eve'),
  email: address,
  emailKey: address.map((text) => text.toLowerCase()),
  status: fc.constantFrom('ACTIVE' as const, 'DEPROVISIONED' as const),
  hasScimUser: fc.boolean(),
  subject: fc.option(fc.constantFrom('s-1', 's-2')),
  breakGlass: fc.boolean(),
  displayName: fc.constantFrom('Ana', 'Bob'),
  givenName: name,
}).map(member);
const anyState: fc.Arbitrary<SignInState> = fc.record({
  tenantId: fc.constant('acme'),
  protocol: fc.constantFrom('OIDC' as const, 'SAML' as const),
  connection: fc.constantFrom('current' as const, 'current' as const, 'changed' as const, 'disabled' as const),
  scimEnabled: fc.boolean(),
  mappingManaged: fc.boolean(),
  claims: fc.record({
    email: fc.option(address),
    emailVerified: fc.option(fc.boolean()),
    givenName: name,
    familyName: name,
    displayName: name,
    phone: name,
  }),
  subject: fc.constantFrom('s-1', 's-2', '', 'x'.repeat(600)),
  domainVerified: fc.boolean(),
  bySubject: fc.option(anyMember),
  byEmail: fc.array(anyMember, { maxLength: 3 }),
});

describe('decideSignIn', () => {
  it.each(cases)('%s', (_, state, expected) => {
    const decision = decideSignIn(stateOf(state));
    const { kind, code, id, links, roles, profile, warns } = expected;
    expect(decision.kind).toBe(kind);
    if (decision.kind === 'reject') expect(decision.code).toBe(code);
    if (decision.kind !== 'reject' && profile) expect(decision.profile).toMatchObject(profile);
    if (decision.kind !== 'admit') return;
    if (id !== undefined) expect(decision.member.id).toBe(id);
    if (links !== undefined) expect(decision.links).toBe(links);
    if (roles !== undefined) expect(decision.roles).toBe(roles);
    if (warns !== undefined) expect(decision.warnings).toHaveLength(warns);
  });

  it('is total: every state has a decision, and every refusal a code that people are told of', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const decision = decideSignIn(state);
        if (decision.kind !== 'reject') return;
        expect(Object.keys(ssoCodes)).toContain(decision.code);
        expect(decision.detail).toMatch(/\.$/);
      }),
    );
  });

  it('never admits who is deactivated, removed or of another tenant', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const decision = decideSignIn(state);
        if (decision.kind !== 'admit') return;
        expect(decision.member).toMatchObject({ tenantId: state.tenantId, status: 'ACTIVE' });
      }),
    );
  });

  it('never makes a member and never touches roles while SCIM is on', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const decision = decideSignIn({ ...state, scimEnabled: true });
        expect(decision.kind).not.toBe('create');
        if (decision.kind === 'admit') expect(decision.roles).toBe('keep');
      }),
    );
  });

  it('finds, makes and readdresses only by an address that is vouched for in full', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const decision = decideSignIn(state);
        const { claims, domainVerified } = state;
        const vouched = claims.email !== null && claims.emailVerified !== false && domainVerified;
        if (decision.kind === 'create' || (decision.kind === 'admit' && decision.links)) expect(vouched).toBe(true);
        if (decision.kind === 'admit' && decision.profile.email !== decision.member.email) expect(vouched).toBe(true);
      }),
    );
  });

  it('never gives a member another subject than the one they have signed in as', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const decision = decideSignIn(state);
        if (decision.kind === 'admit' && decision.links) expect(decision.member.subject).toBeNull();
      }),
    );
  });

  it('admits nobody by a connection that is off or not the one that was asked', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        if (state.connection !== 'current') expect(decideSignIn(state).kind).toBe('reject');
      }),
    );
  });
});
