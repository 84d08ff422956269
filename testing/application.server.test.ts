import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { mintCredential } from '@/lib/credentials/mint-credential';
import { db } from '@/lib/db/kysely';
import { closePool, openPool } from '@/lib/db/pool';
import { findApplication } from '@/lib/mapping/find-application';
import { findMappingView } from '@/lib/mapping/mapping-view';
import { saveMapping } from '@/lib/mapping/save-mapping';
import { planApplication } from '@/lib/provisioning/roles/plan-application';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';
import { coreRegistry } from '@/lib/scim/schema/registry';
import { coreUserUrn, patchOpUrn } from '@/lib/scim/urns';
import { seedTenant } from '@/lib/seed/seed-tenant';
import { accepted } from '@/lib/shared/accepted';
import { saveIdentitySettings } from '@/lib/tenants/save-identity-settings';
import { createDatabase } from '@/testing/create-database';
import { newTenant } from '@/testing/new-tenant';
import type { TestTenant } from '@/testing/new-tenant';
import { startServer, stopServer } from '@/testing/production-server';
import type { ServerProcess } from '@/testing/production-server';

const PEOPLE = 20_000;
const GROUPS = 20;
/** Enough answers to be in the middle of things. */
const KILL_AFTER = 5;
const POLL_MS = 20;

let env: Record<string, string>;
let running: ServerProcess[] = [];

beforeEach(async () => {
  const { url } = inject('database') as { url: string };
  env = { DATABASE_URL: await createDatabase(url), ROLLCALL_SECRET: 'a secret for tests that is long enough' };
});

afterEach(async () => {
  for (const server of running) {
    server.signal('SIGKILL');
    await server.ended;
  }
  running = [];
  await closePool();
});

async function start(): Promise<ServerProcess> {
  const server = await startServer({ env });
  running.push(server);
  return server;
}

/** A tenant that SCIM fills, everybody in one of twenty groups, with roles from an attribute. @returns a token */
async function populate({ tenantId, owner }: TestTenant): Promise<string> {
  accepted(await saveIdentitySettings(owner, { revision: 1, scimEnabled: true }));
  await seedTenant({ tenantId, users: PEOPLE, groups: GROUPS, members: PEOPLE / GROUPS }, () => {});
  const wanted = { label: 'Okta production', provider: 'OKTA' as const, scopes: ['scim' as const] };
  return accepted(await mintCredential(owner, { ...wanted, mode: 'COMPATIBLE', expiresAt: null })).token;
}

/** From now on every other group gives viewer, and the others member. */
async function mapGroups({ tenantId, owner }: TestTenant): Promise<void> {
  const groups = await groupsOf(tenantId);
  const { draft } = await findMappingView(tenantId);
  const groupRules = groups.map(({ id, name }, index) => {
    return { id: null, name, groupId: id, roleKey: index % 2 === 0 ? 'viewer' : 'member' };
  });
  const saved = await saveMapping(owner, { draft: { ...draft, source: 'IDP_GROUPS', groupRules }, confirmation: null });
  expect(saved).toMatchObject({ ok: true, applicationId: expect.any(String) as string });
}

async function groupsOf(tenantId: string): Promise<{ id: string; name: string }[]> {
  const rows = await db()
    .selectFrom('ScimGroup')
    .select(['id', 'document'])
    .where('tenantId', '=', tenantId)
    .orderBy('id')
    .execute();
  return rows.map(({ id, document }) => ({ id, name: String((document as { displayName: string }).displayName) }));
}

async function untilApplied(tenantId: string): Promise<void> {
  while ((await findApplication(tenantId))?.state !== 'DONE') await new Promise((next) => setTimeout(next, POLL_MS));
}

/** What an identity provider does all day: a person comes, and joins a group. */
class Sync {
  /** Ids of those whose both requests were answered as done. */
  readonly done: string[] = [];
  #number = 0;

  constructor(
    private readonly token: string,
    private readonly groupId: string,
  ) {}

  /** @throws when the server does not answer, or says no */
  async person(server: ServerProcess): Promise<void> {
    const userName = `arrival-${(this.#number += 1)}@example.com`;
    const { id } = await this.#send(server, 'POST', '/Users', { schemas: [coreUserUrn], userName, active: true });
    const operation = { op: 'add', path: 'members', value: [{ value: id }] };
    await this.#send(server, 'PATCH', `/Groups/${this.groupId}`, { schemas: [patchOpUrn], Operations: [operation] });
    this.done.push(String(id));
  }

  async #send({ url }: ServerProcess, method: string, path: string, body: object): Promise<{ id?: string }> {
    const headers = { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/scim+json' };
    const response = await fetch(`${url}/scim/v2${path}`, { method, headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return text === '' ? {} : (JSON.parse(text) as { id: string });
  }
}

/** Everybody whom SCIM manages: whether they have access, and their roles in one text, by the member's id. */
async function rolesOf(tenantId: string): Promise<Map<string, { isActive: boolean; scimUserId: string; roles: string }>> {
  const rows = await db()
    .selectFrom('Member')
    .leftJoin('MemberRole', (join) =>
      join.onRef('MemberRole.tenantId', '=', 'Member.tenantId').onRef('MemberRole.memberId', '=', 'Member.id'),
    )
    .select(({ fn }) => [
      'Member.id',
      'Member.status',
      'Member.scimUserId',
      fn.agg<string[]>('array_agg', ['MemberRole.roleKey']).as('keys'),
    ])
    .where('Member.tenantId', '=', tenantId)
    .where('Member.scimUserId', 'is not', null)
    .groupBy(['Member.tenantId', 'Member.id'])
    .execute();
  return new Map(
    rows.map(({ id, status, scimUserId, keys }) => {
      return [id, { isActive: status === 'ACTIVE', scimUserId: scimUserId ?? '', roles: keys.sort().join() }];
    }),
  );
}

async function membersOfEvents(tenantId: string, type: string): Promise<(string | null)[]> {
  const events = await db()
    .selectFrom('IdentityEvent')
    .select('memberId')
    .where('tenantId', '=', tenantId)
    .where('type', '=', type)
    .execute();
  return events.map(({ memberId }) => memberId);
}

/** How many people would get other roles, or for other reasons, if the mapping was applied once more. */
async function differing(tenantId: string): Promise<number> {
  const mapping = await findTenantMapping(tenantId);
  const cause = { kind: 'admin' as const, actorName: 'Olga Owner', what: 'the role mapping', eventId: null };
  return db()
    .transaction()
    .execute((trx) => planApplication(trx, tenantId, 'test', mapping, coreRegistry, cause));
}

describe('a mapping that is being applied to 20,000 people', () => {
  it('goes on when the server was killed, while the identity provider goes on, and tells of each person once', async () => {
    const first = await start();
    openPool({ url: env.DATABASE_URL ?? '', poolSize: 4 });
    const tenant = await newTenant();
    const { tenantId } = tenant;
    const token = await populate(tenant);
    const [viewers] = await groupsOf(tenantId);
    const before = await rolesOf(tenantId);
    await mapGroups(tenant);

    const sync = new Sync(token, viewers?.id ?? '');
    for (;;) {
      await sync.person(first);
      const { done = 0 } = (await findApplication(tenantId)) ?? {};
      if (done > 0 && sync.done.length >= KILL_AFTER) break;
    }
    first.signal('SIGKILL');
    await first.ended;
    const interrupted = await findApplication(tenantId);
    expect(interrupted).toMatchObject({ state: 'RUNNING' });
    expect(interrupted?.done).toBeLessThan(interrupted?.total ?? 0);

    const second = await start();
    const applied = untilApplied(tenantId);
    let isApplied = false;
    void applied.then(() => (isApplied = true));
    while (!isApplied) await sync.person(second);
    await applied;

    const after = await rolesOf(tenantId);
    const changed = [...before].filter(([id, { isActive, roles }]) => isActive && after.get(id)?.roles !== roles);
    expect(changed.length).toBeGreaterThan(PEOPLE / 3);
    const told = await membersOfEvents(tenantId, 'admin_member_roles_changed');
    expect(told.sort()).toEqual(changed.map(([id]) => id).sort());
    expect(await membersOfEvents(tenantId, 'admin_mapping_applied')).toHaveLength(1);
    const application = await findApplication(tenantId);
    expect(application).toMatchObject({ done: application?.total, changed: changed.length });
    const arrived = [...after.values()].filter(({ scimUserId }) => sync.done.includes(scimUserId));
    expect(arrived).toHaveLength(sync.done.length);
    expect(new Set(arrived.map(({ roles }) => roles))).toEqual(new Set(['viewer']));
    expect(await differing(tenantId)).toBe(0);
    expect(await stopServer(second)).toBe(0);
  });
});
