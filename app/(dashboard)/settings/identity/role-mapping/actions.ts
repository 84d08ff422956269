'use server';

import { revalidatePath } from 'next/cache';
import type { SaveMappingResult } from '@/components/mapping/mapping-actions';
import { mappingDraftSchema } from '@/lib/mapping/mapping-draft';
import { saveMapping } from '@/lib/mapping/save-mapping';
import { invalidParts } from '@/lib/shared/action-result';
import { requireViewer } from '@/lib/sign-in/viewer';

/** Saves the mapping, unless someone else has saved since it was read. Faults are named by place. */
export async function saveRoleMapping(input: {
  draft: unknown;
  confirmation: unknown;
}): Promise<SaveMappingResult> {
  const viewer = await requireViewer();
  const draft = mappingDraftSchema.safeParse(input.draft);
  if (!draft.success) return invalidParts(draft.error);
  const confirmation = typeof input.confirmation === 'string' ? input.confirmation : null;
  const answer = await saveMapping(viewer, { draft: draft.data, confirmation });
  if (answer.ok) {
    revalidatePath('/settings/identity', 'layout');
    return { ok: true, data: { applicationId: answer.applicationId } };
  }
  if (!('theirs' in answer)) return answer;
  const { theirs, updatedByName, updatedAt, message } = answer;
  return {
    ok: false,
    reason: 'conflict',
    message,
    theirs: { ...theirs, updatedByName, updatedAt: updatedAt.toISOString() },
  };
}
