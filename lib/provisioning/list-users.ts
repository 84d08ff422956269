import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import { userFilterToSql } from '@/lib/provisioning/filter-to-sql';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { userRecordColumns, userServed } from '@/lib/provisioning/user-record';
import type { UserRecord } from '@/lib/provisioning/user-record';
import { checkFilter } from '@/lib/scim/filter/check';
import { parseFilter } from '@/lib/scim/filter/parser';
import type { ListQuery, Page } from '@/lib/scim/list';
import type { Projection } from '@/lib/scim/projection';

type Row = (UserRecord | { id: null }) & { totalResults: number };

/**
 * GET /Users: one page in order of creation, and the number of all that match, in one query.
 * @throws ScimError 400 invalidFilter
 */
export async function listUsers(
  { tenantId, mode, baseUrl, registry }: ProvisioningContext,
  { query, projection }: { query: ListQuery; projection: Projection },
): Promise<Page> {
  const { filter, startIndex, count } = query;
  const matches = filter
    ? userFilterToSql(checkFilter(registry.User, parseFilter(filter), mode), baseUrl)
    : sql<boolean>`true`;
  const { rows } = await sql<Row>`
    select total."totalResults", page.*
    from (
      select count(*) as "totalResults" from "ScimUser" u where u."tenantId" = ${tenantId} and ${matches}
    ) as total left join (
      select ${userRecordColumns(projection)} from (
        select u.* from "ScimUser" u where u."tenantId" = ${tenantId} and ${matches}
        order by u."createdAt", u."id" offset ${startIndex - 1} limit ${count}
      ) as u
    ) as page on true
    order by page."createdAt", page."id"`.execute(db());
  return {
    resources: rows.filter(isUser).map((user) => userServed(user, projection, baseUrl).json),
    totalResults: rows[0]?.totalResults ?? 0,
    startIndex,
  };
}

function isUser(row: Row): row is Row & UserRecord {
  return row.id !== null;
}
