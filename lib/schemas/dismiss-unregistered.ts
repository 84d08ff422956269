import { sql } from 'kysely';
import { z } from 'zod';
import { db } from '@/lib/db/kysely';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { foldCase } from '@/lib/shared/fold-case';
import type { Refusal } from '@/lib/shared/refusal';

export const dismissUnregisteredSchema = z.object({
  resourceType: z.enum(['User', 'Group']),
  urn: z.string(),
  name: z.string(),
});

export type DismissUnregistered = z.output<typeof dismissUnregisteredSchema>;

/** Takes an attribute off the list. It comes back, counted from one, when it arrives again. */
export async function dismissUnregistered(
  actor: Actor,
  { resourceType, urn, name }: DismissUnregistered,
): Promise<{ ok: true } | Refusal<'forbidden'>> {
  const refused = refusePermission(actor, 'manageIdentity');
  if (refused) return refused;
  await sql`delete from "UnregisteredAttribute"
    where "tenantId" = ${actor.tenantId} and "urnKey" = ${foldCase(urn)} and "nameKey" = ${foldCase(name)}
      and "resourceType" = upper(${resourceType})::"ScimResourceType"`.execute(db());
  return { ok: true };
}
