import { attributeChange, kindOf } from '@/lib/schemas/attribute-change';
import { deleteCarriedValues } from '@/lib/schemas/carried-values';
import type { SchemaChange, SchemaScene } from '@/lib/schemas/change-schemas';
import { findOwnAttribute, forgetSightings, updateAttributes } from '@/lib/schemas/stored-extensions';
import { mostAttributes } from '@/lib/scim/schema/custom-extension';
import type { CustomAttribute, CustomExtension } from '@/lib/scim/schema/custom-extension';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

/**
 * Adds an attribute to an extension. One that is there already stays as it is: values of another type could
 * not be kept.
 */
export async function defineAttribute(
  scene: SchemaScene,
  extension: CustomExtension,
  attribute: CustomAttribute,
): Promise<SchemaChange<{ extension: CustomExtension }> | Refusal<'conflict'>> {
  const { trx, actor } = scene;
  const present = findOwnAttribute(extension, attribute.name);
  if (present && kindOf(present) === kindOf(attribute)) return { ok: true, done: { extension }, event: null };
  if (present) return refuse('conflict', differenceSentence(present), 'name');
  if (extension.attributes.length >= mostAttributes) {
    const sentence = `${extension.name} has ${mostAttributes} attributes already. Remove one first.`;
    return refuse('conflict', sentence);
  }
  const extended = { ...extension, attributes: [...extension.attributes, attribute] };
  const part = { ...extension, tenantId: actor.tenantId, attribute: attribute.name };
  await deleteCarriedValues(trx, part);
  await updateAttributes(scene, extended);
  await forgetSightings(scene, { ...extension, attributes: [attribute] });
  const to = `to the schema extension “${extension.name}”`;
  return {
    ok: true,
    done: { extension: extended },
    event: {
      summary: `${actor.name} added the attribute ${attribute.name} ${to}`,
      changes: [attributeChange(extension, { after: attribute })],
    },
  };
}

function differenceSentence(present: CustomAttribute): string {
  const kind = `There is ${present.name} already (${kindOf(present)}).`;
  const way = 'remove the attribute, with its values, and add it again.';
  return `${kind} Values that people carry would not fit another kind: ${way}`;
}
