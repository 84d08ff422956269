import { attributeChange } from '@/lib/schemas/attribute-change';
import { deleteCarriedValues } from '@/lib/schemas/carried-values';
import type { SchemaChange, SchemaScene } from '@/lib/schemas/change-schemas';
import { forgetSightings, insertExtension } from '@/lib/schemas/stored-extensions';
import type { CustomExtension } from '@/lib/scim/schema/custom-extension';
import { clashingUrn } from '@/lib/scim/schema/custom-urn';
import { foldCase } from '@/lib/shared/fold-case';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

/** All of them are published in one answer, and any request may name each. */
const MOST_EXTENSIONS = 20;

/**
 * Adds an extension to those of the tenant. Values that somebody still carries under its URN go first: they
 * were written under another definition.
 */
export async function defineExtension(
  scene: SchemaScene,
  extension: CustomExtension,
): Promise<SchemaChange<{ extension: CustomExtension }> | Refusal<'conflict'>> {
  const { trx, actor, extensions } = scene;
  const { urn, name, attributes } = extension;
  const urns = extensions.map((other) => other.urn);
  const clash = clashingUrn(urn, urns);
  if (clash !== undefined) return refuse('conflict', clashSentence(urn, clash), 'urn');
  if (extensions.length >= MOST_EXTENSIONS) {
    const sentence = `There are ${MOST_EXTENSIONS} extensions already. Remove one, or add attributes to one.`;
    return refuse('conflict', sentence);
  }
  await deleteCarriedValues(trx, { ...extension, tenantId: actor.tenantId });
  await insertExtension(scene, extension);
  await forgetSightings(scene, extension);
  const count = attributes.length === 1 ? '1 attribute' : `${attributes.length} attributes`;
  return {
    ok: true,
    done: { extension },
    event: {
      summary: `${actor.name} registered the schema extension “${name}” with ${count}`,
      changes: attributes.map((attribute) => attributeChange(extension, { after: attribute })),
    },
  };
}

function clashSentence(urn: string, clash: string): string {
  if (foldCase(urn) === foldCase(clash)) {
    return `${clash} is registered already. Add attributes to it instead.`;
  }
  return `Paths could not tell this URN from ${clash}, because one continues the other. Choose another URN.`;
}
