import { db } from '@/lib/db/kysely';
import { prepared } from '@/lib/db/prepared';
import { openCursor, sealCursor } from '@/lib/provisioning/page-cursor';
import type { CursorScope } from '@/lib/provisioning/page-cursor';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { roleRecordColumns, roleResource, roleServed } from '@/lib/provisioning/role-record';
import { comparePlaces, listInMemory } from '@/lib/scim/in-memory-list';
import type { Place } from '@/lib/scim/in-memory-list';
import type { JsonValue } from '@/lib/scim/json';
import type { ListQuery, Page } from '@/lib/scim/list';
import { parseProjection } from '@/lib/scim/projection';

/**
 * GET /Roles, and searches of it: one page of the tenant's roles, and the number of all that match. A
 * catalogue is read whole: people made it by hand.
 * @throws ScimError 400 invalidFilter, invalidPath for `sortBy`, invalidCursor, expiredCursor or invalidCount
 */
export async function listCatalogue(context: ProvisioningContext, query: ListQuery): Promise<Page> {
  const { tenantId, roleType, baseUrl, mode } = context;
  const projection = parseProjection(roleType, query);
  const scope = cursorScope(context, query);
  const after = query.cursor ? placeOf(scope, query.cursor, context.now) : null;
  const roles = await db()
    .selectFrom('Role')
    .select(roleRecordColumns)
    .where('tenantId', '=', tenantId)
    .modifyFront(prepared)
    .execute();
  const found = listInMemory(roleType, roles.map((role) => roleResource(role, baseUrl)), query, mode);
  const start = after ? beyond(found, after, query) : query.startIndex - 1;
  const page = found.slice(start, start + query.count);
  const resources = page.map((role) => roleServed(role, projection).json);
  const totalResults = found.length;
  if (query.cursor === undefined) return { resources, totalResults, startIndex: query.startIndex };
  const last = start + page.length < totalResults ? page.at(-1) : undefined;
  return { resources, totalResults, nextCursor: last && cursorAfter(scope, last.place, context.now) };
}

/** How many of the roles come before those that are asked for: up to the place that a cursor names. */
function beyond(found: { place: Place }[], after: Place, { sorting }: ListQuery): number {
  const descending = sorting?.descending ?? false;
  return found.filter(({ place }) => comparePlaces(place, after, descending) <= 0).length;
}

function cursorAfter(scope: CursorScope, { key, id }: Place, now: Date): string {
  return sealCursor(scope, { key: JSON.stringify(key), id }, now);
}

function placeOf(scope: CursorScope, cursor: string, now: Date): Place {
  const { key, id } = openCursor(scope, cursor, now);
  return { key: key === null ? null : (JSON.parse(key) as JsonValue), id };
}

function cursorScope({ tenantId }: ProvisioningContext, query: ListQuery): CursorScope {
  const { filter = null, sorting = null, count } = query;
  return { tenantId, count, query: ['Role', filter, sorting?.by, sorting?.descending] };
}
