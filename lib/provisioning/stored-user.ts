import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { db } from '@/lib/db/kysely';
import { prepared } from '@/lib/db/prepared';
import { memberRecord } from '@/lib/provisioning/member-record';
import type { MemberRecord } from '@/lib/provisioning/member-record';
import { servedGroups } from '@/lib/provisioning/user-groups';
import type { UserPlace } from '@/lib/provisioning/user-groups';
import { userRecordColumns } from '@/lib/provisioning/user-record';
import type { UserRecord } from '@/lib/provisioning/user-record';

/** A user with all that deciding on a change of it needs. */
export interface StoredUser extends UserRecord {
  member: MemberRecord | null;
}

/**
 * The columns of a StoredUser, from rows `u` of ScimUser and `m` of Member: everything that
 * is served, because a client that changes a user may repeat any of it.
 */
export function storedUserColumns(place: UserPlace): RawBuilder<unknown> {
  return sql`${userRecordColumns(servedGroups(place))},
    case when m."id" is not null then ${memberRecord} end as "member"`;
}

/** One query, so that user and member are of one moment. Null when the tenant has no such user. */
export async function findStoredUser(place: UserPlace, id: string): Promise<StoredUser | null> {
  const { tenantId } = place;
  const { rows } = await sql<StoredUser>`${prepared}
    select ${storedUserColumns(place)}
    from "ScimUser" u left join "Member" m on m."tenantId" = u."tenantId" and m."scimUserId" = u."id"
    where u."tenantId" = ${tenantId} and u."id" = ${id}`.execute(db());
  return rows[0] ?? null;
}
