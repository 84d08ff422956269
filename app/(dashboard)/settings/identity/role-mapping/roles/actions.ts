'use server';

import { revalidatePath } from 'next/cache';
import type { ChangeRoleResult } from '@/components/roles/role-action-types';
import { changeRole } from '@/lib/mapping/catalogue/change-role';
import { createRole } from '@/lib/mapping/catalogue/create-role';
import { deleteRole } from '@/lib/mapping/catalogue/delete-role';
import { changeRoleSchema, createRoleSchema, roleKeySchema } from '@/lib/mapping/catalogue/role-input';
import { findRoleUsage } from '@/lib/mapping/catalogue/role-usage';
import type { RoleUsage } from '@/lib/mapping/catalogue/why-role-in-use';
import { refusePermission } from '@/lib/roles/permission';
import { failedWith, invalidInput, type ActionResult } from '@/lib/shared/action-result';
import { requireViewer } from '@/lib/sign-in/viewer';

/** Roles are named on the pages of Identity, and beside people. */
function revalidateRoles() {
  revalidatePath('/settings/identity', 'layout');
  revalidatePath('/settings/members', 'layout');
}

/** Fields `key`, `name`, `description`, `level` and `confirmation`. Answers how many people get the role at once. */
export async function create(data: FormData): Promise<ActionResult<number>> {
  const viewer = await requireViewer();
  const input = createRoleSchema.safeParse(Object.fromEntries(data));
  if (!input.success) return invalidInput(input.error);
  const answer = await createRole(viewer, input.data);
  if (!answer.ok) return failedWith(answer);
  revalidateRoles();
  return { ok: true, data: answer.people };
}

/** The same fields, and `updatedAt`; the key says which role. */
export async function change(data: FormData): Promise<ChangeRoleResult> {
  const viewer = await requireViewer();
  const input = changeRoleSchema.safeParse(Object.fromEntries(data));
  if (!input.success) return invalidInput(input.error);
  const answer = await changeRole(viewer, input.data);
  if (answer.ok) {
    revalidateRoles();
    return { ok: true, data: undefined };
  }
  if (!('current' in answer)) return failedWith(answer);
  const { name, description, level, updatedAt } = answer.current;
  const theirs = { name, description, level, updatedAt: updatedAt.toISOString() };
  return { ok: false, reason: 'conflict', message: answer.message, theirs };
}

export async function remove(key: string): Promise<ActionResult> {
  const viewer = await requireViewer();
  const input = roleKeySchema.safeParse({ key });
  if (!input.success) return invalidInput(input.error);
  const answer = await deleteRole(viewer, input.data);
  if (!answer.ok) return failedWith(answer);
  revalidateRoles();
  return { ok: true, data: undefined };
}

/** Who and what uses a role, before it is deleted. */
export async function findUsage(key: string): Promise<ActionResult<RoleUsage>> {
  const viewer = await requireViewer();
  const refused = refusePermission(viewer, 'manageIdentity');
  if (refused) return failedWith(refused);
  const input = roleKeySchema.safeParse({ key });
  if (!input.success) return invalidInput(input.error);
  return { ok: true, data: await findRoleUsage(viewer.tenantId, input.data.key) };
}
