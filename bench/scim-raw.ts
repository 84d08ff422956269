import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Person } from '@/bench/scim-population';
import { joiningAt, newPerson, personAt, switchAt } from '@/bench/scim-work';
import type { CaseWork } from '@/bench/scim-cases';

/** What a hand-written program knows when it starts. */
export interface RawBasis {
  people: readonly Person[];
  /** SHA-256 of the token, in hex. */
  hash: string;
}

interface Credential {
  tenantId: string;
  id: string;
  label: string;
}

type Queryable = pg.Pool | pg.PoolClient;

/** The work of one case on bare `pg`: the statements that the same result needs, and nothing between them. */
export async function doRaw(pool: pg.Pool, basis: RawBasis, work: CaseWork, n: number): Promise<void> {
  switch (work.kind) {
    case 'lookup':
      return lookUp(pool, basis, personAt(basis.people, n).userName);
    case 'get':
      return getUser(pool, basis, personAt(basis.people, n).id);
    case 'page':
      return readPage(pool, basis, work.startIndex, work.count);
    case 'patch': {
      const { person, active } = switchAt(basis.people, n, work.operations);
      return switchUser(pool, basis, person, active);
    }
    case 'join': {
      const { groupId, userIds } = joiningAt(basis.people, work.size, work.count, n);
      return join(pool, basis, groupId, userIds);
    }
    case 'sync': {
      const person = newPerson('raw', n);
      await lookUp(pool, basis, person.userName);
      return createUser(pool, basis, person);
    }
  }
}

async function authenticate(pool: pg.Pool, { hash }: RawBasis): Promise<Credential> {
  const { rows } = await pool.query<Credential>(
    `select c."tenantId", c."id", c."label", c."provider", c."mode", c."scopes", c."expiresAt", c."lastUsedAt",
       c."revokedAt", s."scimEnabled", s."logSuccessfulReads", r."generation"
     from "Credential" c join "IdentitySettings" s on s."tenantId" = c."tenantId"
     join "RoleMapping" r on r."tenantId" = c."tenantId" where c."hash" = $1`,
    [hash],
  );
  const [credential] = rows;
  if (!credential) throw new Error('The token is unknown.');
  return credential;
}

/** A user with the name of its manager and the groups it is in, directly or through other groups. */
const servedColumns = `u."id", u."document", u."version", u."createdAt", u."lastModified",
  chief."id" as "managerId", chief."document" ->> 'displayName' as "managerName", (
    with recursive reached ("groupId", "type") as (
      select own."groupId", 'direct' from "ScimGroupMember" own
      where own."tenantId" = u."tenantId" and own."userId" = u."id"
      union
      select parent."groupId", 'indirect' from reached join "ScimGroupMember" parent
        on parent."tenantId" = u."tenantId" and parent."nestedGroupId" = reached."groupId")
    select jsonb_agg(jsonb_build_object('value', g."id", 'display', g."document" ->> 'displayName', 'type', r."type"))
    from (select "groupId", min("type") as "type" from reached group by "groupId") r
    join "ScimGroup" g on g."tenantId" = u."tenantId" and g."id" = r."groupId") as "groups"`;

const withManager = 'left join "ScimUser" chief on chief."tenantId" = u."tenantId" and chief."id" = u."managerId"';

async function lookUp(pool: pg.Pool, basis: RawBasis, userName: string): Promise<void> {
  const { tenantId } = await authenticate(pool, basis);
  await pool.query(
    `select ${servedColumns} from "ScimUser" u ${withManager} where u."tenantId" = $1 and u."userNameKey" = $2`,
    [tenantId, userName],
  );
}

async function getUser(pool: pg.Pool, basis: RawBasis, id: string): Promise<void> {
  const { tenantId } = await authenticate(pool, basis);
  await pool.query(
    `select ${servedColumns} from "ScimUser" u ${withManager} where u."tenantId" = $1 and u."id" = $2`,
    [tenantId, id],
  );
}

/** The ids come from the index alone, so that nothing is read of the people before the page. */
async function readPage(pool: pg.Pool, basis: RawBasis, startIndex: number, count: number): Promise<void> {
  const { tenantId } = await authenticate(pool, basis);
  await pool.query(`select sum("resources") from "ScimTally" where "tenantId" = $1 and "resourceType" = 'USER'`, [
    tenantId,
  ]);
  await pool.query(
    `select ${servedColumns} from (
       select "id" from "ScimUser" where "tenantId" = $1 order by "createdAt", "id" offset $2 limit $3) page
     join "ScimUser" u on u."tenantId" = $1 and u."id" = page."id" ${withManager}
     order by u."createdAt", u."id"`,
    [tenantId, startIndex - 1, count],
  );
}

async function switchUser(pool: pg.Pool, basis: RawBasis, { id }: Person, active: boolean): Promise<void> {
  const credential = await authenticate(pool, basis);
  const { tenantId } = credential;
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ memberId: string; document: object; filterView: object; title: string }>(
      `select u."document", u."filterView", u."document" ->> 'displayName' as "title", m."id" as "memberId",
         exists (
           select from "MemberRole" held join "Role" r on r."tenantId" = held."tenantId" and r."key" = held."roleKey"
           where held."tenantId" = $1 and held."memberId" = m."id" and r."level" = 'OWNER') as "isOwner"
       from "ScimUser" u join "Member" m on m."tenantId" = u."tenantId" and m."scimUserId" = u."id"
       where u."tenantId" = $1 and u."id" = $2 for update`,
      [tenantId, id],
    );
    const [user] = rows;
    if (!user) throw new Error('The user is unknown.');
    await client.query(
      `update "ScimUser" set "document" = $3, "filterView" = $4, "active" = $5, "version" = "version" + 1,
         "lastModified" = now() where "tenantId" = $1 and "id" = $2`,
      [tenantId, id, JSON.stringify({ ...user.document, active }), JSON.stringify({ ...user.filterView, active }), active],
    );
    await client.query(
      `update "Member" set "status" = $3, "deprovisionedAt" = case when $4 then null else now() end
       where "tenantId" = $1 and "id" = $2`,
      [tenantId, user.memberId, active ? 'ACTIVE' : 'DEPROVISIONED', active],
    );
    if (!active) {
      await client.query(
        `update "Session" set "endedAt" = now() where "tenantId" = $1 and "memberId" = $2 and "endedAt" is null`,
        [tenantId, user.memberId],
      );
    }
    const verb = active ? 'reactivated' : 'deactivated';
    const changes = [{ attribute: 'active', before: !active, after: active }];
    await recordEvent(client, credential, { verb, title: user.title, id, memberId: user.memberId, changes });
  });
}

async function createUser(pool: pg.Pool, basis: RawBasis, person: ReturnType<typeof newPerson>): Promise<void> {
  const credential = await authenticate(pool, basis);
  const { tenantId } = credential;
  const { userName, externalId, displayName } = person;
  const document = { ...person, schemas: undefined };
  const [id, memberId, name] = [randomUUID(), randomUUID(), displayName.toLowerCase()];
  const taken = await pool.query(
    `select "id" from "ScimUser" where "tenantId" = $1 and ("userNameKey" = $2 or "externalId" = $3)`,
    [tenantId, userName, externalId],
  );
  if (taken.rowCount) throw new Error('The user exists.');
  await pool.query(
    `select "id" from "Member"
     where "tenantId" = $1 and "scimUserId" is null and ("scimUserNameKey" = $2 or "emailKey" = $2)`,
    [tenantId, userName],
  );
  await inTransaction(pool, async (client) => {
    await client.query(
      `insert into "ScimUser" ("tenantId", "id", "document", "filterView", "userNameKey", "externalId",
         "displayNameKey", "active", "version", "createdAt", "lastModified")
       values ($1, $2, $3, $4, $5, $6, $7, true, 1, now(), now())`,
      [tenantId, id, JSON.stringify(document), JSON.stringify({ ...document, displayName: name }), userName, externalId, name],
    );
    await client.query(
      `insert into "ScimUserEmail" ("tenantId", "userId", "position", "type", "valueKey") values ($1, $2, 0, 'work', $3)`,
      [tenantId, id, userName],
    );
    await client.query(
      `insert into "Member" ("tenantId", "id", "email", "emailKey", "displayName", "nameKey", "searchKey", "status",
         "managedBy", "scimUserId", "scimUserNameKey", "createdAt")
       values ($1, $2, $3, $3, $4, $5, $6, 'ACTIVE', 'SCIM', $7, $3, now())`,
      [tenantId, memberId, userName, displayName, name, `${name} ${userName}`, id],
    );
    await client.query(
      `insert into "MemberRole" ("tenantId", "memberId", "roleKey", "source", "reason", "grantedAt")
       values ($1, $2, 'member', 'SCIM', 'Default role', now())`,
      [tenantId, memberId],
    );
    const changes = Object.entries(document).map(([attribute, after]) => ({ attribute, before: null, after }));
    await recordEvent(client, credential, { verb: 'created', title: displayName, id, memberId, changes });
  });
}

async function join(pool: pg.Pool, basis: RawBasis, groupId: string, userIds: string[]): Promise<void> {
  const credential = await authenticate(pool, basis);
  const { tenantId } = credential;
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ title: string }>(
      `select "document" ->> 'displayName' as "title" from "ScimGroup" where "tenantId" = $1 and "id" = $2 for update`,
      [tenantId, groupId],
    );
    const known = await client.query(
      `select "id", "document" ->> 'displayName' as "name" from "ScimUser" where "tenantId" = $1 and "id" = any ($2)`,
      [tenantId, userIds],
    );
    if (known.rowCount !== userIds.length) throw new Error('A member is unknown.');
    await client.query(
      `insert into "ScimGroupMember" ("tenantId", "groupId", "memberId", "userId")
       select $1, $2, "id", "id" from unnest($3::text[]) as "id" on conflict do nothing`,
      [tenantId, groupId, userIds],
    );
    await client.query(
      `update "ScimGroup" set "version" = "version" + 1, "lastModified" = now() where "tenantId" = $1 and "id" = $2`,
      [tenantId, groupId],
    );
    const changes = [{ attribute: 'members', before: null, after: userIds.slice(0, 50) }];
    const title = rows[0]?.title ?? '';
    await recordEvent(client, credential, { verb: 'added members to', title, id: groupId, memberId: null, changes });
  });
}

interface Happening {
  verb: string;
  title: string;
  id: string;
  memberId: string | null;
  changes: object[];
}

async function recordEvent(client: Queryable, credential: Credential, happening: Happening): Promise<void> {
  const { verb, title, id, memberId, changes } = happening;
  await client.query(
    `insert into "IdentityEvent" ("tenantId", "id", "type", "outcome", "at", "summary", "requestId", "method", "path",
       "status", "durationMs", "memberId", "resourceId", "credentialId", "credentialLabel", "provider", "clientAddress",
       "userAgent", "changes", "notes")
     values ($1, $2, 'scim_provision', 'OK', now(), $3, $4, 'PATCH', $5, 200, 5, $6, $7, $8, $9, 'OKTA', '127.0.0.1',
       'Okta SCIM Client 1.0.0', $10, '[]')`,
    [credential.tenantId, randomUUID(), `${credential.label} ${verb} ${title}`, randomUUID(), `/scim/v2/Users/${id}`,
      memberId, id, credential.id, credential.label, JSON.stringify(changes)],
  );
}

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
