import { z } from 'zod';
import type { Actor } from '@/lib/roles/permission';
import { changeSchemas } from '@/lib/schemas/change-schemas';
import { defineAttribute } from '@/lib/schemas/define-attribute';
import { findExtension } from '@/lib/schemas/stored-extensions';
import { customAttributeSchema } from '@/lib/scim/schema/custom-extension';
import type { CustomExtension } from '@/lib/scim/schema/custom-extension';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

export const addAttributeSchema = customAttributeSchema.safeExtend({ urn: z.string() });

export type AddAttribute = z.output<typeof addAttributeSchema>;

type Added = { ok: true; extension: CustomExtension };

/** Adds an attribute to a registered extension. Adding what is there already changes nothing. */
export function addAttribute(
  actor: Actor,
  { urn, ...attribute }: AddAttribute,
): Promise<Added | Refusal<'forbidden' | 'conflict' | 'not-found'>> {
  return changeSchemas(actor, async (scene) => {
    const extension = findExtension(scene, urn);
    if (!extension) return refuse('not-found', 'There is no such extension here.');
    return defineAttribute(scene, extension, attribute);
  });
}
