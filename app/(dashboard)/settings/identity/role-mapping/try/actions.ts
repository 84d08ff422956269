'use server';

import { tryMapping, tryMappingSchema } from '@/lib/people/try-mapping';
import type { Trial } from '@/lib/people/try-mapping';
import { failedWith, invalidInput, type ActionResult } from '@/lib/shared/action-result';
import { requireViewer } from '@/lib/sign-in/viewer';

/** Field `user`: a SCIM User as JSON. Nothing is stored. */
export async function tryUser(data: FormData): Promise<ActionResult<Trial>> {
  const viewer = await requireViewer();
  const input = tryMappingSchema.safeParse(Object.fromEntries(data));
  if (!input.success) return invalidInput(input.error);
  const answer = await tryMapping(viewer, input.data);
  return answer.ok ? { ok: true, data: answer.trial } : failedWith(answer);
}
