import { confirmationOf } from '@/lib/mapping/confirmation';
import type { Confirmation } from '@/lib/mapping/confirmation';
import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import { refuseOwnerRules } from '@/lib/mapping/owner-rules';
import { roleDifferences } from '@/lib/mapping/role-differences';
import type { DifferenceList, ListedDifferences } from '@/lib/mapping/role-differences';
import type { StoredMapping } from '@/lib/mapping/stored-mapping';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import type { RoleMapping } from '@/lib/roles/role-mapping';
import type { ResourceType } from '@/lib/scim/schema/registry';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

/** What saving a draft would do. */
export interface MappingEffect {
  /** False when nobody changes now: SCIM is off, or the draft leaves roles to the portal. */
  applies: boolean;
  /** What the draft changes, or would change with SCIM on; null when it leaves roles to the portal. */
  differences: ListedDifferences | null;
  /** Why it cannot be saved. */
  refusal: Refusal<'forbidden' | 'last-owner'> | null;
  /** What has to be typed to save it. */
  confirmation: Confirmation | null;
}

/** Nobody is listed where only the numbers matter. */
const noList: DifferenceList = { kind: 'all', search: '', page: 1, pageSize: 0 };

/** A draft that has been checked, by whom, and against what. */
interface Drafted {
  actor: Actor;
  stored: StoredMapping;
  draft: MappingDraft;
  /** What the draft would be. */
  mapping: RoleMapping;
  userType: ResourceType;
  list?: DifferenceList;
}

/** What saving a draft would do to the people there are now, and whether the actor may. */
export async function mappingEffect({
  actor,
  stored,
  draft,
  mapping,
  userType,
  list = noList,
}: Drafted): Promise<MappingEffect> {
  const { tenantId, memberId } = actor;
  const forbidden = refuseOwnerRules(actor, stored, draft, mapping);
  if (draft.source === 'PORTAL') {
    return { applies: false, differences: null, refusal: forbidden, confirmation: null };
  }
  const differences = await roleDifferences({ tenantId, mapping, userType }, list, memberId);
  const applies = stored.scimEnabled;
  return {
    applies,
    differences,
    refusal: forbidden ?? refuseNewOwners(actor, differences) ?? (applies ? refuseOwnerless(differences) : null),
    confirmation: applies ? confirmationOf(differences.counts) : null,
  };
}

/** Values that are the key of a role map by themselves, so a mapping makes owners without a rule that says so. */
function refuseNewOwners(actor: Actor, { counts }: Pick<ListedDifferences, 'counts'>): Refusal<'forbidden'> | null {
  return counts.newOwners + counts.formerOwners === 0 ? null : refusePermission(actor, 'manageOwners');
}

function refuseOwnerless({ hasOwner, keepsOwner }: Pick<ListedDifferences, 'hasOwner' | 'keepsOwner'>): Refusal<'last-owner'> | null {
  if (!hasOwner || keepsOwner) return null;
  const sentences = [
    'This mapping would leave the organisation without an active owner.',
    'Add a rule that makes somebody owner, or make someone owner whom SCIM does not manage.',
  ];
  return refuse('last-owner', sentences.join(' '));
}
