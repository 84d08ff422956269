import { z } from 'zod';
import { db } from '@/lib/db/kysely';
import { checkDraft } from '@/lib/mapping/check-draft';
import { countManaged } from '@/lib/mapping/count-managed';
import { draftedMapping } from '@/lib/mapping/drafted-mapping';
import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import { mappingEffect } from '@/lib/mapping/mapping-effect';
import type { Preview } from '@/lib/mapping/preview';
import { resolveGroups } from '@/lib/mapping/resolve-groups';
import { differenceKinds } from '@/lib/mapping/role-differences';
import { findStoredMapping } from '@/lib/mapping/stored-mapping';
import { PREVIEW_PAGE, tellEffect } from '@/lib/mapping/tell-effect';
import { peopleFacts } from '@/lib/provisioning/roles/people-facts';
import { deriveRoles } from '@/lib/roles/derive-roles';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { tenantRegistry } from '@/lib/schemas/tenant-registry';
import { failedWith } from '@/lib/shared/action-result';
import type { ActionFailure } from '@/lib/shared/action-result';

/** What of a preview is listed. Whatever is unknown falls back: a list is no reason to show no preview. */
export const previewListSchema = z.object({
  /** Words that must all occur in name, email or userName. */
  search: z.string().max(200).catch(''),
  kind: z.enum(differenceKinds).catch('all'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

export type PreviewList = z.output<typeof previewListSchema>;

/** What saving a draft would do to the people there are now. Nothing is stored. */
export async function previewMapping(
  actor: Actor,
  draft: MappingDraft,
  list: Partial<PreviewList> = {},
): Promise<{ ok: true; preview: Preview } | ActionFailure> {
  const forbidden = refusePermission(actor, 'manageIdentity');
  if (forbidden) return failedWith(forbidden);
  const at = new Date();
  const { tenantId } = actor;
  const stored = await findStoredMapping(tenantId);
  const registry = await tenantRegistry(tenantId, stored.schemaRevision);
  const groups = await resolveGroups(db(), tenantId, stored, draft);
  const fieldErrors = checkDraft(draft, { stored, userType: registry.User, groups });
  if (Object.keys(fieldErrors).length > 0) return { ok: false, reason: 'invalid', fieldErrors };
  const mapping = draftedMapping(draft, groups, stored.roles);
  const { search = '', kind = 'all', page = 1 } = list;
  const [effect, managedPeople] = await Promise.all([
    mappingEffect({
      actor,
      stored,
      draft,
      mapping,
      userType: registry.User,
      list: { search, kind, page, pageSize: PREVIEW_PAGE },
    }),
    countManaged(tenantId),
  ]);
  const userIds = effect.applies ? (effect.differences?.rows ?? []).map(({ userId }) => userId) : [];
  const facts = userIds.length === 0 ? [] : await peopleFacts(db(), registry, mapping, tenantId, userIds);
  const derived = new Map([...facts].map(([userId, known]) => [userId, deriveRoles(mapping, known)]));
  return { ok: true, preview: { at, ...tellEffect({ effect, stored, mapping, page, managedPeople, derived }) } };
}
