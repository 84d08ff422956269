'use server';

import { revalidatePath } from 'next/cache';
import type { SaveResult } from '@/components/identity/save-result';
import type { EditableSettings } from '@/components/identity/setting-names';
import { saveAndApply } from '@/lib/mapping/save-and-apply';
import { failedWith, invalidInput } from '@/lib/shared/action-result';
import { oneLineSchema } from '@/lib/shared/one-line';
import { requireViewer } from '@/lib/sign-in/viewer';
import { saveIdentitySettingsSchema } from '@/lib/tenants/save-identity-settings';
import { editableSettings } from './editable-settings';

const saveSettingsSchema = saveIdentitySettingsSchema.extend({ confirmation: oneLineSchema.max(200).optional() });

/** Saves the fields a settings page shows, unless someone else has saved since it was read. */
export async function saveSettings(input: unknown): Promise<SaveResult<EditableSettings>> {
  const viewer = await requireViewer();
  const parsed = saveSettingsSchema.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error);
  const result = await saveAndApply(viewer, parsed.data);
  if (result.ok) {
    revalidatePath('/settings/identity', 'layout');
    return { ok: true, data: undefined };
  }
  if (!('current' in result)) return failedWith(result);
  const { updatedByName, updatedAt } = result.current;
  return {
    ok: false,
    reason: 'conflict',
    message: result.message,
    theirs: { ...editableSettings(result.current), updatedByName, updatedAt: updatedAt.toISOString() },
  };
}
