import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import { prepared } from '@/lib/db/prepared';
import type { UserIndexColumns } from '@/lib/provisioning/index-columns';
import { memberRecord } from '@/lib/provisioning/member-record';
import type { MemberRecord } from '@/lib/provisioning/member-record';
import { storedUserColumns } from '@/lib/provisioning/stored-user';
import type { StoredUser } from '@/lib/provisioning/stored-user';
import type { UserPlace } from '@/lib/provisioning/user-groups';

/** Who may be the person that a client wants to create. */
export interface Predecessors {
  /**
   * The user with the userName first, then users with the externalId; three tell whether it names one person.
   */
  users: (StoredUser & { userNameKey: string })[];
  /** A member without a SCIM user, whom a new user would adopt. */
  member: MemberRecord | null;
}

type Keys = Pick<UserIndexColumns, 'userNameKey' | 'externalId'> & { emailKey: string };

type FoundUser = Predecessors['users'][number];
type Row = (FoundUser | { id: null }) & { free: MemberRecord | null };

/** One query for everybody whom a new user could be or become. */
export async function findPredecessors(place: UserPlace, keys: Keys): Promise<Predecessors> {
  const { tenantId } = place;
  const { rows } = await sql<Row>`${prepared}
    select candidate.*, ${freeMember(tenantId, keys)} as "free"
    from (select) as one left join lateral (
      select ${storedUserColumns(place)}, u."userNameKey"
      from "ScimUser" u left join "Member" m on m."tenantId" = u."tenantId" and m."scimUserId" = u."id"
      where u."tenantId" = ${tenantId}
        and (u."userNameKey" = ${keys.userNameKey} or u."externalId" = ${keys.externalId})
      order by u."userNameKey" = ${keys.userNameKey} desc, u."createdAt"
      limit 3
    ) as candidate on true`.execute(db());
  const [first] = rows;
  return { users: rows.filter(isUser), member: first?.free ?? null };
}

/**
 * Known by the userName it was last provisioned with, else by email. Who is active comes first, then who has
 * been here longest.
 */
function freeMember(tenantId: string, { userNameKey, emailKey }: Keys) {
  const emailKeys = [userNameKey, emailKey].filter((key) => key !== '');
  return sql`(
    select ${memberRecord} from "Member" m
    where m."tenantId" = ${tenantId} and m."scimUserId" is null
      and (m."scimUserNameKey" = ${userNameKey} or m."emailKey" = any (${emailKeys}::text[]))
    order by m."scimUserNameKey" = ${userNameKey} desc nulls last, m."emailKey" = ${userNameKey} desc,
      m."status" = 'ACTIVE' desc, m."createdAt", m."id"
    limit 1)`;
}

function isUser(row: Row): row is Row & FoundUser {
  return row.id !== null;
}
