import { sql } from 'kysely';
import { jsonb } from '@/lib/db/kysely';
import type { SchemaScene } from '@/lib/schemas/change-schemas';
import type { CustomAttribute, CustomExtension } from '@/lib/scim/schema/custom-extension';
import { foldCase } from '@/lib/shared/fold-case';

/** The tenant's extension with this URN, however its case is written. */
export function findExtension({ extensions }: SchemaScene, urn: string): CustomExtension | undefined {
  return extensions.find((extension) => foldCase(extension.urn) === foldCase(urn));
}

/** The attribute of an extension with this name, however its case is written. */
export function findOwnAttribute(extension: CustomExtension, name: string): CustomAttribute | undefined {
  return extension.attributes.find((attribute) => foldCase(attribute.name) === foldCase(name));
}

export async function insertExtension(
  { trx, actor }: SchemaScene,
  { urn, resourceType, name, description, attributes }: CustomExtension,
): Promise<void> {
  await trx
    .insertInto('SchemaExtension')
    .values({
      tenantId: actor.tenantId,
      urnKey: foldCase(urn),
      urn,
      resourceType: resourceType === 'User' ? 'USER' : 'GROUP',
      name,
      description,
      attributes: jsonb(attributes),
      createdByName: actor.name,
    })
    .execute();
}

/** Writes the attributes that an extension has from now on. */
export async function updateAttributes(
  { trx, actor }: SchemaScene,
  { urn, attributes }: CustomExtension,
): Promise<void> {
  await trx
    .updateTable('SchemaExtension')
    .set({ attributes: jsonb(attributes) })
    .where('tenantId', '=', actor.tenantId)
    .where('urnKey', '=', foldCase(urn))
    .execute();
}

export async function deleteExtension({ trx, actor }: SchemaScene, urn: string): Promise<void> {
  await trx
    .deleteFrom('SchemaExtension')
    .where('tenantId', '=', actor.tenantId)
    .where('urnKey', '=', foldCase(urn))
    .execute();
}

/** What is registered is not unregistered any more. */
export async function forgetSightings(
  { trx, actor }: SchemaScene,
  { urn, resourceType, attributes }: CustomExtension,
): Promise<void> {
  await sql`delete from "UnregisteredAttribute"
    where "tenantId" = ${actor.tenantId} and "urnKey" = ${foldCase(urn)}
      and "resourceType" = upper(${resourceType})::"ScimResourceType"
      and "nameKey" = any (${attributes.map(({ name }) => foldCase(name))}::text[])`.execute(trx);
}
