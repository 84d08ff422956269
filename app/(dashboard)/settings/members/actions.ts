'use server';

import { revalidatePath } from 'next/cache';
import type { InvitedMember } from '@/components/members/member-actions';
import { changeRoles as change, changeRolesSchema } from '@/lib/members/change-roles';
import { inviteMember, inviteMemberSchema } from '@/lib/members/invite-member';
import { removeMember, removeMemberSchema } from '@/lib/members/remove-member';
import { failedWith, invalidInput, type ActionResult } from '@/lib/shared/action-result';
import { publicOrigin } from '@/lib/shared/env';
import { requireViewer } from '@/lib/sign-in/viewer';

/** Fields `email`, `name` and `roleKey`. */
export async function invite(data: FormData): Promise<ActionResult<InvitedMember>> {
  const viewer = await requireViewer();
  const input = inviteMemberSchema.safeParse(Object.fromEntries(data));
  if (!input.success) return invalidInput(input.error);
  const answer = await inviteMember(viewer, input.data);
  if (!answer.ok) return failedWith(answer);
  revalidatePath('/settings/members');
  const { name, email } = input.data;
  const { restored, mail } = answer;
  return { ok: true, data: { name, email, restored, mail, signInUrl: `${publicOrigin()}/sign-in` } };
}

/** Fields `memberId` and `roleKeys`, the latter once per role. */
export async function changeRoles(data: FormData): Promise<ActionResult> {
  const viewer = await requireViewer();
  const input = changeRolesSchema.safeParse({
    memberId: data.get('memberId'),
    roleKeys: data.getAll('roleKeys'),
  });
  if (!input.success) return invalidInput(input.error);
  const answer = await change(viewer, input.data);
  if (!answer.ok) return failedWith(answer);
  revalidatePath('/settings/members');
  return { ok: true, data: undefined };
}

export async function remove(memberId: string): Promise<ActionResult> {
  const viewer = await requireViewer();
  const input = removeMemberSchema.safeParse({ memberId });
  if (!input.success) return invalidInput(input.error);
  const answer = await removeMember(viewer, input.data);
  if (!answer.ok) return failedWith(answer);
  revalidatePath('/settings/members');
  return { ok: true, data: undefined };
}
