import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '@/lib/roles/permission';
import { changeSchemas } from '@/lib/schemas/change-schemas';
import type { SchemaScene } from '@/lib/schemas/change-schemas';
import { defineAttribute } from '@/lib/schemas/define-attribute';
import { defineExtension } from '@/lib/schemas/define-extension';
import { suggestedTypeOf } from '@/lib/schemas/list-unregistered';
import type { UnregisteredView } from '@/lib/schemas/list-unregistered';
import { findExtension } from '@/lib/schemas/stored-extensions';
import { customAttributeSchema, customExtensionSchema } from '@/lib/scim/schema/custom-extension';
import type { CustomExtension } from '@/lib/scim/schema/custom-extension';
import { foldCase } from '@/lib/shared/fold-case';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

const { type, multiValued, caseExact } = customAttributeSchema.shape;

/** What names a row of the list, and what to make of it where that is not to be what its example suggests. */
export const registerUnregisteredSchema = z.object({
  resourceType: z.enum(['User', 'Group']),
  urn: z.string(),
  name: z.string(),
  type: type.optional(),
  multiValued: multiValued.unwrap().optional(),
  caseExact: caseExact.unwrap().optional(),
});

export type RegisterUnregistered = z.output<typeof registerUnregisteredSchema>;

type Registered = { ok: true; extension: CustomExtension };
type Unfit = Refusal<'not-found' | 'conflict'>;

/**
 * Registers an attribute that arrived: in its extension when that is registered, else in a new one. What
 * arrived before was not stored; the next push is.
 */
export function registerUnregistered(
  actor: Actor,
  wanted: RegisterUnregistered,
): Promise<Registered | Refusal<'forbidden' | 'conflict' | 'not-found'>> {
  return changeSchemas(actor, async (scene) => {
    const sighted = await findSighting(scene, wanted);
    if (!sighted) return refuse('not-found', 'It is not listed any more. Look at the list again.');
    const attribute = attributeFor(sighted, wanted);
    if (!attribute.ok) return attribute;
    const extension = findExtension(scene, wanted.urn);
    if (extension && extension.resourceType !== wanted.resourceType) {
      const owner = `${extension.name} is an extension of ${extension.resourceType}s`;
      return refuse('conflict', `${owner}, and an extension belongs to one type of resource.`);
    }
    if (extension) return defineAttribute(scene, extension, attribute.definition);
    const { urn } = sighted;
    const { resourceType } = wanted;
    const attributes = [attribute.definition];
    const made = customExtensionSchema.parse({ urn, resourceType, name: nameFromUrn(urn), attributes });
    return defineExtension(scene, made);
  });
}

type SightedRow = Pick<UnregisteredView, 'urn' | 'name' | 'example' | 'exampleType'>;

async function findSighting(
  { trx, actor }: SchemaScene,
  { resourceType, urn, name }: RegisterUnregistered,
): Promise<SightedRow | undefined> {
  const { rows } = await sql<SightedRow>`
    select "urn", "name", "example", "exampleType" from "UnregisteredAttribute"
    where "tenantId" = ${actor.tenantId} and "urnKey" = ${foldCase(urn)} and "nameKey" = ${foldCase(name)}
      and "resourceType" = upper(${resourceType})::"ScimResourceType"`.execute(trx);
  return rows[0];
}

function attributeFor(sighted: SightedRow, wanted: RegisterUnregistered) {
  const suggested = suggestedTypeOf(sighted);
  if (!suggested && wanted.type === undefined) {
    return refuse<Unfit['reason']>('conflict', objectSentence(sighted.name));
  }
  const { type, multiValued, caseExact } = wanted;
  const parsed = customAttributeSchema.safeParse({
    name: sighted.name,
    type: type ?? suggested?.type,
    multiValued: multiValued ?? suggested?.multiValued,
    caseExact,
  });
  if (parsed.success) return { ok: true as const, definition: parsed.data };
  const [issue] = parsed.error.issues;
  return refuse<Unfit['reason']>('conflict', issue?.message ?? objectSentence(sighted.name));
}

function objectSentence(name: string): string {
  return `${name} arrives as an object, which a custom attribute cannot hold. Map each of its parts to an `
    + 'attribute of its own in your identity provider.';
}

/**
 * What people may call the extension: the last word of the URN that is neither its version nor the type of
 * resource it belongs to.
 */
function nameFromUrn(urn: string): string {
  const [, namespace = urn, ...words] = urn.split(':');
  const telling = words.filter((word) => word !== '' && !/^(?:v?[\d.]+|users?|groups?)$/i.test(word));
  return (telling.at(-1) ?? namespace).slice(0, 80);
}
