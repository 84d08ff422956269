import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import type { Adapter } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { Send } from '@/conformance/support/client';
import { replay } from '@/conformance/support/replay';
import { createTestTenant } from '@/conformance/support/test-tenant';
import type { TestTenant } from '@/conformance/support/test-tenant';
import { readTranscripts, withVariables } from '@/conformance/support/transcript';
import type { Exchange } from '@/conformance/support/transcript';
import { db } from '@/lib/db/kysely';

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

  describe.each(readTranscripts())(
    '$title',
    ({ exchanges, credential }) => {
      const variables = new Map<string, string>();
      let tenant: TestTenant;
      let send: Send;
      let email = '';
      beforeAll(async () => {
        tenant = await createTestTenant(credential);
        const authenticated = withToken(adapter.send, tenant.token);
        send = (request) => authenticated({ ...request, path: `/${tenant.tenantId}${request.path}` });
      });

      it.each(exchanges)('$title', async (written) => {
        expect(await replay(send, written, variables)).toEqual([]);
        const { member, event } = withVariables(written, variables);
        email = member?.email ?? email;
        if (member) await expectMember(tenant.tenantId, email, member);
        if (event) expect(await newestSummary(tenant.tenantId)).toBe(event);
      });
    },
  );
});

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
