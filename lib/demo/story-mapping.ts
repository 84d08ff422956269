import type { RoleSource } from '@/lib/db/generated/kysely/enums';
import { createRole } from '@/lib/mapping/catalogue/create-role';
import type { CreateRole } from '@/lib/mapping/catalogue/role-input';
import { findMappingView } from '@/lib/mapping/mapping-view';
import { saveMapping } from '@/lib/mapping/save-mapping';
import { runRoleWork } from '@/lib/provisioning/roles/role-worker';
import type { Actor } from '@/lib/roles/permission';
import { accepted } from '@/lib/shared/accepted';

/** How a tenant of the demonstration gives roles, and roles of its own that it needs for that. */
export interface StoryMapping {
  roles: readonly CreateRole[];
  source: RoleSource;
  /** For roles from an attribute. */
  attribute?: string;
  defaultRoleKey: string | null;
  /** Groups by name, or values, each with the role it gives. */
  rules: readonly (readonly [name: string, roleKey: string])[];
}

/** Saves a mapping as an owner would on its page, and waits until it has been applied to everybody there. */
export async function saveStoryMapping(owner: Actor, mapping: StoryMapping): Promise<void> {
  const { roles, source, attribute, defaultRoleKey, rules } = mapping;
  for (const role of roles) accepted(await createRole(owner, role));
  const { draft } = await findMappingView(owner.tenantId);
  const added = rules.map(([name, roleKey]) => ({ id: null, name, roleKey }));
  const changed = {
    ...draft,
    source,
    attribute: attribute ?? draft.attribute,
    defaultRoleKey,
    groupRules: source === 'IDP_GROUPS' ? added.map((rule) => ({ ...rule, groupId: null })) : [],
    valueRules: source === 'IDP_ATTRIBUTE' ? added : [],
  };
  const saved = await saveMapping(owner, { draft: changed, confirmation: null });
  if (!saved.ok) throw new Error(`The mapping of the story was refused: ${JSON.stringify(saved)}`);
  await runRoleWork();
}
