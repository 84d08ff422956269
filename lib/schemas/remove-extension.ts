import type { Actor } from '@/lib/roles/permission';
import { attributeChange } from '@/lib/schemas/attribute-change';
import { carrierCount } from '@/lib/schemas/carrier-count';
import { deleteCarriedValues } from '@/lib/schemas/carried-values';
import { changeSchemas } from '@/lib/schemas/change-schemas';
import { mappingNotes } from '@/lib/schemas/removal-notes';
import { deleteExtension, findExtension } from '@/lib/schemas/stored-extensions';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

/** `carriers`: how many people, or groups, lost values with it. */
type Removed = { ok: true; carriers: number };

/** Removes an extension from the tenant's schemas, and its values from whoever carries them. */
export function removeExtension(
  actor: Actor,
  { urn }: { urn: string },
): Promise<Removed | Refusal<'forbidden' | 'not-found'>> {
  return changeSchemas(actor, async (scene) => {
    const extension = findExtension(scene, urn);
    if (!extension) return refuse('not-found', 'There is no such extension here.');
    await deleteExtension(scene, urn);
    const carriers = await deleteCarriedValues(scene.trx, { ...extension, tenantId: actor.tenantId });
    const lost = carrierCount(extension.resourceType, carriers);
    return {
      ok: true,
      done: { carriers },
      event: {
        summary: `${actor.name} removed the schema extension “${extension.name}”; ${lost} lost its values`,
        changes: extension.attributes.map((attribute) => attributeChange(extension, { before: attribute })),
        notes: mappingNotes(scene, extension, extension.attributes),
      },
    };
  });
}
