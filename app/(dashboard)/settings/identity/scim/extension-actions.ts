'use server';

import { revalidatePath } from 'next/cache';
import type {
  AttributeInput,
  ExtensionInput,
  ExtensionPart,
  UnregisteredKey,
} from '@/components/identity/extensions/extension-action-types';
import { refusePermission } from '@/lib/roles/permission';
import { addAttribute as add, addAttributeSchema } from '@/lib/schemas/add-attribute';
import { countCarriers as count } from '@/lib/schemas/carried-values';
import {
  dismissUnregistered as dismiss,
  dismissUnregisteredSchema,
} from '@/lib/schemas/dismiss-unregistered';
import { registerExtension, registerExtensionSchema } from '@/lib/schemas/register-extension';
import {
  registerUnregistered as registerArrived,
  registerUnregisteredSchema,
} from '@/lib/schemas/register-unregistered';
import { removeAttribute, removeAttributeSchema } from '@/lib/schemas/remove-attribute';
import { removeExtension } from '@/lib/schemas/remove-extension';
import { findTenantSchemas } from '@/lib/schemas/tenant-schemas';
import { failedWith, invalidInput, invalidParts, type ActionResult } from '@/lib/shared/action-result';
import type { Refusal } from '@/lib/shared/refusal';
import { requireViewer } from '@/lib/sign-in/viewer';

const removablePart = removeAttributeSchema.partial({ name: true });

/** What a change of the schemas comes to; the page is read again when there was one. */
function settle(answer: { ok: true } | Refusal): ActionResult {
  if (!answer.ok) return failedWith(answer);
  revalidatePath('/settings/identity/scim');
  return { ok: true, data: undefined };
}

/** Errors are named by place: `urn`, `attributes.0.name`. */
export async function register(extension: ExtensionInput): Promise<ActionResult> {
  const viewer = await requireViewer();
  const input = registerExtensionSchema.safeParse(extension);
  if (!input.success) return invalidParts(input.error);
  return settle(await registerExtension(viewer, input.data));
}

export async function addAttribute(urn: string, attribute: AttributeInput): Promise<ActionResult> {
  const viewer = await requireViewer();
  const input = addAttributeSchema.safeParse({ ...attribute, urn });
  if (!input.success) return invalidInput(input.error);
  return settle(await add(viewer, input.data));
}

/** How many people or groups carry values of an extension, or of one attribute of it. */
export async function countCarriers(part: ExtensionPart): Promise<ActionResult<number>> {
  const viewer = await requireViewer();
  const refused = refusePermission(viewer, 'manageIdentity');
  if (refused) return failedWith(refused);
  const input = removablePart.safeParse(part);
  if (!input.success) return invalidInput(input.error);
  const { urn, name: attribute } = input.data;
  const { tenantId } = viewer;
  const { extensions } = await findTenantSchemas(tenantId);
  const extension = extensions.find((each) => each.urn === urn);
  if (!extension) return { ok: false, message: 'There is no such extension any more. Reload the page.' };
  const { resourceType } = extension;
  return { ok: true, data: await count({ tenantId, resourceType, urn, attribute }) };
}

/** Removes an extension, or one attribute of it, and answers how many people or groups lost values. */
export async function remove(part: ExtensionPart): Promise<ActionResult<number>> {
  const viewer = await requireViewer();
  const input = removablePart.safeParse(part);
  if (!input.success) return invalidInput(input.error);
  const { urn, name } = input.data;
  const answer =
    name === undefined
      ? await removeExtension(viewer, { urn })
      : await removeAttribute(viewer, { urn, name });
  if (!answer.ok) return failedWith(answer);
  revalidatePath('/settings/identity/scim');
  return { ok: true, data: answer.carriers };
}

export async function registerUnregistered(key: UnregisteredKey): Promise<ActionResult> {
  const viewer = await requireViewer();
  const input = registerUnregisteredSchema.safeParse(key);
  if (!input.success) return invalidInput(input.error);
  return settle(await registerArrived(viewer, input.data));
}

export async function dismissUnregistered(key: UnregisteredKey): Promise<ActionResult> {
  const viewer = await requireViewer();
  const input = dismissUnregisteredSchema.safeParse(key);
  if (!input.success) return invalidInput(input.error);
  return settle(await dismiss(viewer, input.data));
}
