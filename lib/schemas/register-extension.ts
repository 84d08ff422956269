import type { Actor } from '@/lib/roles/permission';
import { changeSchemas } from '@/lib/schemas/change-schemas';
import { defineExtension } from '@/lib/schemas/define-extension';
import type { CustomExtension } from '@/lib/scim/schema/custom-extension';
import type { Refusal } from '@/lib/shared/refusal';

export { customExtensionSchema as registerExtensionSchema } from '@/lib/scim/schema/custom-extension';

type Registered = { ok: true; extension: CustomExtension };

/** Registers a schema extension: from the next request on it is a part of the tenant's schemas. */
export function registerExtension(
  actor: Actor,
  extension: CustomExtension,
): Promise<Registered | Refusal<'forbidden' | 'conflict'>> {
  return changeSchemas(actor, (scene) => defineExtension(scene, extension));
}
