import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { memberName } from '@/lib/provisioning/group-members';
import { joiningRows } from '@/lib/provisioning/membership-plan';
import { isStorable } from '@/lib/scim/storable-text';

/** A member with what filters such as `members[type eq "Group"]` may ask of it. */
export interface DescribedMember {
  value: string;
  type: 'User' | 'Group';
  display: string;
}

/**
 * Who is in a group, and who others are, one by one: only for changes that cannot be told without them.
 */
export class MemberDirectory {
  constructor(
    private readonly database: Database | DatabaseTransaction,
    private readonly tenantId: string,
  ) {}

  membersOf(groupId: string): Promise<DescribedMember[]> {
    return this.describe(sql`(
      select * from "ScimGroupMember" stored
      where stored."tenantId" = ${this.tenantId} and stored."groupId" = ${groupId})`);
  }

  /** Whoever of `ids` is a user or group of the tenant. */
  async find(ids: readonly string[]): Promise<DescribedMember[]> {
    const add = ids.filter(isStorable);
    if (add.length === 0) return [];
    const noGroup = '';
    const found = joiningRows(this.tenantId, noGroup, { base: 'empty', add, remove: [] });
    return this.describe(sql`(select * from (${found}) as known where not "isUnknown")`);
  }

  /** @param rows like those of ScimGroupMember */
  private async describe(rows: RawBuilder<unknown>): Promise<DescribedMember[]> {
    const described = await sql<DescribedMember>`
      select own."memberId" as "value", ${memberName} as "display",
        case when own."userId" is null then 'Group' else 'User' end as "type"
      from ${rows} as own order by own."memberId"`.execute(this.database);
    return described.rows;
  }
}
