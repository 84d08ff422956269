import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters, withToken } from '@/conformance/support/scim-client';
import type { Adapter, ClientResponse } from '@/conformance/support/scim-client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import type { TestTenant } from '@/conformance/support/test-tenant';
import { readTranscripts, withVariables } from '@/conformance/support/transcript';
import type { Exchange } from '@/conformance/support/transcript';
import { db } from '@/lib/db/kysely';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonValue } from '@/lib/scim/json';

/**
 * What identity providers send, and what the RFCs say, request by request: each gets its answer, and its
 * member.
 */
describe.each(adapters)('through %s', (_name, open) => {
  let adapter: Adapter;
  beforeAll(async () => {
    adapter = await open();
  });
  afterAll(() => adapter.close());

  describe.each([...readTranscripts('transcripts'), ...readTranscripts('clauses')])(
    '$title',
    ({ exchanges, credential }) => {
      const variables = new Map<string, string>();
      let tenant: TestTenant;
      let email = '';
      beforeAll(async () => {
        tenant = await createTestTenant(credential);
      });

      it.each(exchanges)('$title', async (written) => {
        const exchange = withVariables(written, variables);
        const response = await replay(adapter, tenant, exchange);
        expectResponse(response, exchange.response);
        for (const [name, path] of Object.entries(exchange.capture))
          variables.set(name, String(at(response.json, path)));
        email = exchange.member?.email ?? email;
        if (exchange.member) await expectMember(tenant.tenantId, email, exchange.member);
        if (exchange.event) expect(await newestSummary(tenant.tenantId)).toBe(exchange.event);
      });
    },
  );
});

function replay(adapter: Adapter, tenant: TestTenant, { request }: Exchange): Promise<ClientResponse> {
  const { method, path, query, headers, body } = request;
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const fullPath = `/${tenant.tenantId}${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
  return withToken(adapter.send, tenant.token)({ method, path: fullPath, headers, body });
}

function expectResponse(response: ClientResponse, expected: Exchange['response']): void {
  expect(response.json ?? {}).toMatchObject(isJsonObject(expected.body) ? expected.body : {});
  expect(response.status).toBe(expected.status);
  for (const [name, start] of Object.entries(expected.headers)) {
    expect(response.headers.get(name)?.startsWith(start), `${name} begins with ${start}`).toBe(true);
  }
  for (const path of expected.absent) expect(at(response.json, path), path).toBeUndefined();
}

async function expectMember(
  tenantId: string,
  email: string,
  expected: NonNullable<Exchange['member']>,
): Promise<void> {
  const members = await db().selectFrom('Member').selectAll().where('tenantId', '=', tenantId).execute();
  const member = members.find((candidate) => candidate.email === email);
  const grants = await db()
    .selectFrom('MemberRole')
    .select('roleKey')
    .where('tenantId', '=', tenantId)
    .where('memberId', '=', member?.id ?? '')
    .execute();
  const roles = grants.map(({ roleKey }) => roleKey);
  expect({ email: member?.email, status: member?.status, roles, count: members.length }).toMatchObject({
    email,
    ...expected,
  });
}

async function newestSummary(tenantId: string): Promise<string | undefined> {
  const event = await db()
    .selectFrom('IdentityEvent')
    .select('summary')
    .where('tenantId', '=', tenantId)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return event?.summary;
}

function at(value: JsonValue | undefined, path: string): JsonValue | undefined {
  return path
    .split('/')
    .reduce<JsonValue | undefined>((inner, key) => (isJsonObject(inner) ? inner[key] : undefined), value);
}
