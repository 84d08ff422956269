import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import { draftOf, findStoredMapping } from '@/lib/mapping/stored-mapping';

interface DraftedRules {
  /** Names of groups, or groups as they are chosen from the suggestions, each with the key of a role. */
  groups?: readonly (readonly [group: string | { id: string; name: string }, roleKey: string])[];
  values?: readonly (readonly [value: string, roleKey: string])[];
}

/** The tenant's mapping as a page would be filled with it, changed, and with these rules beside those there are. */
export async function newDraft(
  tenantId: string,
  { groups = [], values = [], ...changes }: Partial<MappingDraft> & DraftedRules = {},
): Promise<MappingDraft> {
  const draft = { ...draftOf(await findStoredMapping(tenantId)), ...changes };
  const groupRules = groups.map(([group, roleKey]) => {
    const { id: groupId, name } = typeof group === 'string' ? { id: null, name: group } : group;
    return { id: null, name, groupId, roleKey };
  });
  return {
    ...draft,
    groupRules: [...draft.groupRules, ...groupRules],
    valueRules: [...draft.valueRules, ...values.map(([name, roleKey]) => ({ id: null, name, roleKey }))],
  };
}
