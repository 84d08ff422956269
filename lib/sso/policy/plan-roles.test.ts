import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveRoles } from '@/lib/roles/derive-roles';
import { BUILT_IN_ROLES } from '@/lib/roles/role';
import { planRoles } from '@/lib/sso/policy/plan-roles';
import type { HeldGrant } from '@/lib/sso/policy/sign-in-state';
import { roleFacts, roleMapping } from '@/testing/role-arbitraries';

const held: fc.Arbitrary<HeldGrant[]> = fc.uniqueArray(
  fc.constantFrom(...BUILT_IN_ROLES).chain(({ key, level }) =>
    fc.constantFrom('PORTAL' as const, 'SCIM' as const, 'SSO' as const).map((source): HeldGrant => {
      return { roleKey: key, level, source, reason: 'Before', ruleId: null };
    })),
  { selector: ({ roleKey }) => roleKey },
);

const member = fc.record({
  displayName: fc.constant('Olga Owner'),
  breakGlass: fc.boolean(),
  anotherOwner: fc.boolean(),
  grants: held,
});

function owns(grants: readonly { roleKey: string }[]): boolean {
  return grants.some(({ roleKey }) => roleKey === 'owner');
}

describe('planRoles', () => {
  it('leaves an owner to every tenant that has one, and to every break-glass owner their role', () => {
    fc.assert(
      fc.property(roleMapping, roleFacts, member, (mapping, facts, person) => {
        const { grants, takesOwner } = planRoles(mapping, person, deriveRoles(mapping, facts));
        if (owns(person.grants) && (person.breakGlass || !person.anotherOwner)) expect(owns(grants)).toBe(true);
        expect(takesOwner).toBe(owns(person.grants) && !owns(grants));
      }),
    );
  });

  it('gives all that the mapping derives, each once, and else only what an owner keeps, with a warning', () => {
    fc.assert(
      fc.property(roleMapping, roleFacts, member, (mapping, facts, person) => {
        const derived = deriveRoles(mapping, facts);
        const { grants, warnings } = planRoles(mapping, person, derived);
        const [given, kept] = [grants.slice(0, derived.grants.length), grants.slice(derived.grants.length)];
        expect(given).toEqual(derived.grants.map((grant) => ({ ...grant, source: 'SSO' })));
        expect(kept.every(({ roleKey }) => roleKey === 'owner')).toBe(true);
        expect(new Set(grants.map(({ roleKey }) => roleKey)).size).toBe(grants.length);
        expect(warnings.length - derived.warnings.length).toBe(kept.length > 0 ? 1 : 0);
      }),
    );
  });
});
