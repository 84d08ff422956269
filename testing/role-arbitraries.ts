import fc from 'fast-check';
import type { GroupFact, RoleFacts, RoleMapping, RoleRule } from '@/lib/roles/role-mapping';
import { BUILT_IN_ROLES } from '@/lib/roles/role';

/** Few names, so that rules and facts meet each other often; some differ only in case, or are names that objects have. */
const name = fc.constantFrom('admin', 'Admin', 'ADMIN ', 'owner', 'Engineering', 'engineering', 'zo\u00eb', 'Zoe\u0308', '',
  '__proto__', 'constructor', '\ud83d\ude00', 'Finance');
const groupId = fc.constantFrom('g-1', 'g-2', 'g-3', 'toString');

/** The keys of the built-in roles, and one that no role has. */
const roleKey = fc.constantFrom('owner', 'admin', 'member', 'viewer', 'gone');

const rule = fc.record({
  kind: fc.constantFrom<RoleRule['kind'][]>('GROUP', 'VALUE'),
  name,
  groupId: fc.option(groupId),
  roleKey,
});

export const groupFact: fc.Arbitrary<GroupFact> = fc.record({
  id: groupId,
  name,
  through: fc.array(name, { maxLength: 3 }),
});

/** A mapping of any source, with rules of both kinds. */
export const roleMapping: fc.Arbitrary<RoleMapping> = fc.record({
  source: fc.constantFrom<RoleMapping['source'][]>('PORTAL', 'IDP_GROUPS', 'IDP_ATTRIBUTE'),
  attribute: fc.constantFrom('roles', 'department'),
  defaultRoleKey: fc.option(roleKey),
  rules: fc.array(rule, { maxLength: 12 }).map((rules) => rules.map((drawn, index) => ({ ...drawn, id: `rule-${index}` }))),
  roles: fc.constant(BUILT_IN_ROLES),
});

export const roleFacts: fc.Arbitrary<RoleFacts> = fc.record({
  groups: fc.array(groupFact, { maxLength: 6 }),
  sent: fc.option(fc.record({ values: fc.uniqueArray(name, { maxLength: 6 }), caseExact: fc.boolean() })),
});
