import { afterAll, beforeEach } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { Adapter } from '@/conformance/support/adapters';
import type { ClientRequest, ClientResponse, Send } from '@/conformance/support/client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import type { TestTenant } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import { memberKeys } from '@/lib/members/member-keys';
import { patchOpUrn } from '@/lib/scim/urns';

/** A tenant of its own for each test of a suite, a client that speaks to it, and what became of its members. */
export function accessOfTenant() {
  let adapter: Adapter | undefined;
  let tenant: TestTenant;
  let sendAs: Send;
  beforeEach(async () => {
    const [[, open]] = adapters as [(typeof adapters)[number]];
    adapter ??= await open();
    tenant = await createTestTenant();
    sendAs = withToken(adapter.send, tenant.token);
  });
  afterAll(() => adapter?.close());

  function send(request: ClientRequest): Promise<ClientResponse> {
    return sendAs(request);
  }

  async function create(userName: string, attributes: object = {}): Promise<string> {
    const { json } = await send({ method: 'POST', path: '/Users', body: { userName, ...attributes } });
    return String(json?.id);
  }

  function patch(id: string, value: object): Promise<ClientResponse> {
    return send({
      method: 'PATCH',
      path: `/Users/${id}`,
      body: { schemas: [patchOpUrn], Operations: [{ op: 'replace', value }] },
    });
  }

  async function member(email: string) {
    const found = await db()
      .selectFrom('Member')
      .selectAll()
      .where('tenantId', '=', tenant.tenantId)
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    const grants = await db()
      .selectFrom('MemberRole')
      .select(['roleKey', 'source', 'reason'])
      .where('tenantId', '=', tenant.tenantId)
      .where('memberId', '=', found.id)
      .orderBy('roleKey')
      .execute();
    return { ...found, grants };
  }

  async function addMember(id: string, email: string, roles: string[] = []): Promise<void> {
    const { tenantId } = tenant;
    const names = { displayName: id, email };
    await db()
      .insertInto('Member')
      .values({ tenantId, id, ...names, ...memberKeys(names) })
      .execute();
    const grants = roles.map((roleKey) => ({
      tenantId,
      memberId: id,
      roleKey,
      source: 'PORTAL' as const,
      reason: 'By hand',
    }));
    if (grants.length > 0) await db().insertInto('MemberRole').values(grants).execute();
  }

  async function addSession(memberId: string): Promise<void> {
    const session = {
      tenantId: tenant.tenantId,
      id: `s-${memberId}`,
      memberId,
      expiresAt: new Date(Date.now() + 60_000),
    };
    await db().insertInto('Session').values(session).execute();
  }

  async function newestEvent() {
    return db()
      .selectFrom('IdentityEvent')
      .selectAll()
      .where('tenantId', '=', tenant.tenantId)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
  }

  return { tenant: () => tenant, send, create, patch, member, addMember, addSession, newestEvent };
}
