'use server';

import { revalidatePath } from 'next/cache';
import { failedWith, invalidInput, type ActionResult } from '@/lib/shared/action-result';
import {
  revokeAllSessions,
  revokeAllSessionsSchema,
  revokeSession,
  revokeSessionSchema,
} from '@/lib/sign-in/revoke-sessions';
import { requireViewer } from '@/lib/sign-in/viewer';
import { forgetIdentity as forget, forgetIdentitySchema } from '@/lib/sso/forget-identity';

const personPage = '/settings/members/[id]';

/** Answers how many sessions ended: none when it had ended meanwhile. */
export async function endSession(memberId: string, sessionId: string): Promise<ActionResult<number>> {
  const viewer = await requireViewer();
  const input = revokeSessionSchema.safeParse({ memberId, sessionId });
  if (!input.success) return invalidInput(input.error);
  const answer = await revokeSession(viewer, input.data);
  if (!answer.ok) return failedWith(answer);
  revalidatePath(personPage, 'page');
  return { ok: true, data: answer.ended };
}

/** Answers how many sessions ended. */
export async function endAllSessions(memberId: string): Promise<ActionResult<number>> {
  const viewer = await requireViewer();
  const input = revokeAllSessionsSchema.safeParse({ memberId });
  if (!input.success) return invalidInput(input.error);
  const answer = await revokeAllSessions(viewer, input.data);
  if (!answer.ok) return failedWith(answer);
  revalidatePath(personPage, 'page');
  return { ok: true, data: answer.ended };
}

export async function forgetIdentity(memberId: string): Promise<ActionResult> {
  const viewer = await requireViewer();
  const input = forgetIdentitySchema.safeParse({ memberId });
  if (!input.success) return invalidInput(input.error);
  const answer = await forget(viewer, input.data);
  if (!answer.ok) return failedWith(answer);
  revalidatePath(personPage, 'page');
  return { ok: true, data: undefined };
}
