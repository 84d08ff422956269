import { z } from 'zod';
import type { Actor } from '@/lib/roles/permission';
import { attributeChange } from '@/lib/schemas/attribute-change';
import { carrierCount } from '@/lib/schemas/carrier-count';
import { deleteCarriedValues } from '@/lib/schemas/carried-values';
import { changeSchemas } from '@/lib/schemas/change-schemas';
import { mappingNotes } from '@/lib/schemas/removal-notes';
import { findExtension, findOwnAttribute, updateAttributes } from '@/lib/schemas/stored-extensions';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

export const removeAttributeSchema = z.object({ urn: z.string(), name: z.string() });

export type RemoveAttribute = z.output<typeof removeAttributeSchema>;

/** `carriers`: how many people, or groups, lost a value with it. */
type Removed = { ok: true; carriers: number };

/** Removes one attribute of an extension, and its values from whoever carries them. */
export function removeAttribute(
  actor: Actor,
  { urn, name }: RemoveAttribute,
): Promise<Removed | Refusal<'forbidden' | 'not-found' | 'conflict'>> {
  return changeSchemas(actor, async (scene) => {
    const extension = findExtension(scene, urn);
    const attribute = extension && findOwnAttribute(extension, name);
    if (!extension || !attribute) return refuse('not-found', 'There is no such attribute here.');
    const attributes = extension.attributes.filter((other) => other !== attribute);
    if (attributes.length === 0) {
      return refuse('conflict', 'This is its only attribute. Remove the extension instead.');
    }
    await updateAttributes(scene, { ...extension, attributes });
    const part = { ...extension, tenantId: actor.tenantId, attribute: attribute.name };
    const carriers = await deleteCarriedValues(scene.trx, part);
    const lost = carrierCount(extension.resourceType, carriers);
    const from = `from the schema extension “${extension.name}”`;
    return {
      ok: true,
      done: { carriers },
      event: {
        summary: `${actor.name} removed the attribute ${attribute.name} ${from}; ${lost} lost its values`,
        changes: [attributeChange(extension, { before: attribute })],
        notes: mappingNotes(scene, extension, [attribute]),
      },
    };
  });
}
