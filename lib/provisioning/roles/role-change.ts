import type { AttributeChange } from '@/lib/activity/identity-event';
import type { RoleMapping } from '@/lib/roles/role-mapping';

/** The roles that a person has here before and after, by name; null when they are the same. */
export function roleChange(
  { roles }: Pick<RoleMapping, 'roles'>,
  before: readonly { roleKey: string }[],
  after: readonly { roleKey: string }[],
): AttributeChange | null {
  const named = (grants: readonly { roleKey: string }[]) => {
    const keys = new Set(grants.map(({ roleKey }) => roleKey));
    return roles.filter(({ key }) => keys.has(key)).map(({ name }) => name).join(', ') || null;
  };
  const change = { attribute: 'granted roles', before: named(before), after: named(after) };
  return change.before === change.after ? null : change;
}
