import type { RoleFacts, RoleMapping, RoleRule } from '@/lib/roles/role-mapping';
import { BUILT_IN_ROLES } from '@/lib/roles/role';

/** A mapping as a table of cases has it; the source is IDP_ATTRIBUTE and the attribute `roles` unless it says so. */
export interface MappingCase {
  source?: RoleMapping['source'];
  attribute?: string;
  default?: string;
  rules?: [kind: RoleRule['kind'], name: string, groupId: string | null, roleKey: string][];
}

/** What is known of a person, as a table of cases has it. */
export interface FactsCase {
  groups?: [id: string, name: string, ...through: string[]][];
  /** Null: the path leads to no attribute. */
  values?: string[] | null;
  caseExact?: boolean;
}

/** A role of the tenant's own, beside the built-in ones. */
const billing = { key: 'billing', name: 'Billing manager', level: 'MEMBER' as const };

/** The rules have their places as ids: "0", "1", … */
export function mappingOf({ source = 'IDP_ATTRIBUTE', attribute = 'roles', rules = [], ...rest }: MappingCase): RoleMapping {
  return {
    source,
    attribute,
    defaultRoleKey: rest.default ?? null,
    rules: rules.map(([kind, name, groupId, roleKey], index) => ({ id: `${index}`, kind, name, groupId, roleKey })),
    roles: [...BUILT_IN_ROLES, billing],
  };
}

export function factsOf({ groups = [], values = [], caseExact = false }: FactsCase): RoleFacts {
  return {
    groups: groups.map(([id, name, ...through]) => ({ id, name, through })),
    sent: values && { values, caseExact },
  };
}
