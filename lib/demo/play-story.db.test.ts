import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { db } from '@/lib/db/kysely';
import { acme } from '@/lib/demo/acme';
import { globex } from '@/lib/demo/globex';
import { playStory } from '@/lib/demo/play-story';
import type { Story } from '@/lib/demo/story';
import { findApplication } from '@/lib/mapping/find-application';
import { findMappingView } from '@/lib/mapping/mapping-view';
import { newTenant } from '@/testing/new-tenant';

/** Plays a story in a tenant of the test's own. */
async function play(story: Story): Promise<string> {
  const { tenantId, owner } = await newTenant();
  await playStory({ ...story, id: tenantId }, owner, new Date());
  return tenantId;
}

async function membersOf(tenantId: string, displayNameKey: string): Promise<number> {
  const members = await db()
    .selectFrom('ScimGroup')
    .innerJoin('ScimGroupMember', (join) =>
      join
        .onRef('ScimGroupMember.tenantId', '=', 'ScimGroup.tenantId')
        .onRef('ScimGroupMember.groupId', '=', 'ScimGroup.id'),
    )
    .select('memberId')
    .where('ScimGroup.tenantId', '=', tenantId)
    .where('displayNameKey', '=', displayNameKey)
    .execute();
  return members.length;
}

async function failures(tenantId: string): Promise<string[]> {
  const events = await db()
    .selectFrom('IdentityEvent')
    .select(['method', 'path', 'status'])
    .where('tenantId', '=', tenantId)
    .where('outcome', '=', 'FAILED')
    .orderBy('id')
    .execute();
  return events.map(({ method, path, status }) => `${method} ${path?.replace(/\/[0-9a-f-]{36}$/, '/…')} ${status}`);
}

/** The roles of everybody the identity provider knows, by login. */
async function rolesOf(tenantId: string): Promise<Record<string, string>> {
  const { rows } = await sql<{ login: string; roles: string }>`
    select split_part(u."userNameKey", '@', 1) as "login",
      coalesce(string_agg(held."roleKey" || ' (' || held."reason" || ')', ', ' order by held."roleKey"), 'none') as "roles"
    from "ScimUser" u join "Member" m on m."tenantId" = u."tenantId" and m."scimUserId" = u."id"
    left join "MemberRole" held on held."tenantId" = m."tenantId" and held."memberId" = m."id"
    where u."tenantId" = ${tenantId} group by 1`.execute(db());
  return Object.fromEntries(rows.map(({ login, roles }) => [login, roles]));
}

/** Grants of SCIM whose event is not in the log, or is not of the time that they were given. */
async function untoldGrants(tenantId: string): Promise<unknown[]> {
  const { rows } = await sql`
    select held."memberId", held."roleKey" from "MemberRole" held
    left join "IdentityEvent" event on event."tenantId" = held."tenantId" and event."id" = held."eventId"
    where held."tenantId" = ${tenantId} and held."source" = 'SCIM'
      and (event."id" is null or event."at" < held."grantedAt")`.execute(db());
  return rows;
}

describe('the demonstration', () => {
  it('has what Okta pushed, and only the failures that the story tells', async () => {
    const tenantId = await play(acme);
    const path = `/scim/v2/${tenantId}/Users`;
    expect(await failures(tenantId)).toEqual([
      `POST ${path} 409`,
      `PATCH ${path}/… 400`,
      `PATCH ${path}/… 400`,
      `GET ${path} 401`,
    ]);
    const groups = ['engineering', 'finance', 'sales', 'on-call'];
    const counts = await Promise.all(groups.map((key) => membersOf(tenantId, key)));
    // Somebody of Finance was deleted since.
    expect(counts).toEqual([8, 4, 5, 3]);
  });

  it('has roles from an attribute: by their keys, by a rule that came later, several, and the default', async () => {
    const tenantId = await play(acme);
    expect(await rolesOf(tenantId)).toMatchObject({
      'mara.lindqvist': 'admin (roles "admin")',
      'lucia.ferrari': 'billing (roles "Billing Approver")',
      'thandi.mbeki': 'billing (roles "Billing Approver"), viewer (roles "viewer")',
      'kenji.watanabe': 'member (Default role)',
      'rosa.almeida': 'member (Default role)',
    });
    expect(await untoldGrants(tenantId)).toEqual([]);
    const { total, changed, state } = (await findApplication(tenantId)) ?? {};
    expect({ total, changed, state }).toEqual({ total: 2, changed: 2, state: 'DONE' });
  });

  it('has what Entra provisioned, a group within a group too', async () => {
    const tenantId = await play(globex);
    expect((await failures(tenantId)).map((line) => line.split(' ').at(-1))).toEqual(['400', '401']);
    const groups = ['it', 'operations', 'headquarters', 'procurement', 'marketing'];
    const counts = await Promise.all(groups.map((key) => membersOf(tenantId, key)));
    expect(counts).toEqual([3, 3, 3, 2, 2]);
  });

  it('has roles from groups, also through another one, and somebody without access', async () => {
    const tenantId = await play(globex);
    expect(await rolesOf(tenantId)).toMatchObject({
      'adele.vance': 'billing (group Procurement), viewer (group Headquarters)',
      'wei.zhang': 'admin (group IT), viewer (group Headquarters, through IT)',
      'greta.fischer': 'member (group Operations)',
      'tomas.silva': 'none',
    });
    expect(await untoldGrants(tenantId)).toEqual([]);
    const { draft, rules } = await findMappingView(tenantId);
    const states = draft.groupRules.map(({ id, name }) => [name, rules[id ?? '']?.state, rules[id ?? '']?.nearMiss?.name]);
    expect(states).toEqual([
      ['IT', 'found', undefined],
      ['Headquarters', 'found', undefined],
      ['Operations', 'found', undefined],
      ['Procurement', 'found', undefined],
      ['Finance', 'not-pushed', undefined],
      ['marketing', 'not-pushed', 'Marketing'],
    ]);
  });
});
