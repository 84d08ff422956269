import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import type { Adapter } from '@/conformance/support/adapters';
import type { ClientResponse } from '@/conformance/support/client';
import { createTestCredential, createTestTenant } from '@/conformance/support/test-tenant';
import type { TestTenant } from '@/conformance/support/test-tenant';
import { mintToken } from '@/lib/credentials/token';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { errorUrn } from '@/lib/scim/urns';

// Every request comes from an address of its own, so that none has failed too often.
process.env.ROLLCALL_TRUSTED_PROXIES = '1';

const paths = [
  '',
  '/',
  '/Users',
  '/Users/some-id',
  '/Users?filter=nonsense',
  '/ServiceProviderConfig',
  '/ResourceTypes',
  '/Schemas',
  '/Groups',
  '/Roles',
  '/Roles/admin',
  '/Me',
  '/Bulk',
  '/nowhere',
  '/%E0%A4%A',
  '/no-such-tenant/Users',
  '//Users//',
];
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** RFC 7644 §2 and §3.12: a stranger learns nothing, neither why nor what is there. */
describe.each(adapters)('through %s', (_name, open) => {
  let adapter: Adapter;
  let tenant: TestTenant;
  let headers: [why: string, authorization: string | undefined][];
  let answer: unknown;

  beforeAll(async () => {
    adapter = fromManyAddresses(await open());
    tenant = await createTestTenant();
    headers = await badHeaders(tenant);
    answer = essence(await adapter.send({ method: 'GET', path: '/Users' }));
  });
  afterAll(() => adapter.close());

  it('answers 401 as runbooks quote it', () => {
    expect(answer).toMatchObject({
      status: 401,
      text: JSON.stringify({ schemas: [errorUrn], status: '401', detail: 'Unknown or revoked SCIM token' }),
      headers: {
        'www-authenticate': 'Bearer realm="scim"',
        'content-type': 'application/scim+json; charset=utf-8',
      },
    });
  });

  it('answers every bad credential alike, byte for byte', async () => {
    for (const [why, authorization] of headers) {
      for (const path of ['/Users', `/${tenant.tenantId}/Users`]) {
        expect(essence(await send('GET', path, authorization)), why).toEqual(answer);
      }
    }
  });

  it.each(methods)(
    'answers %s alike at every address, before it looks at address, method or body',
    async (method) => {
      for (const path of paths) {
        const body = method === 'GET' || method === 'OPTIONS' ? undefined : '{not json';
        const response = await adapter.send({
          method,
          path,
          body,
          headers: { 'Content-Type': 'text/plain' },
        });
        expect(essence(response), `${method} ${path}`).toEqual(answer);
      }
    },
  );

  it.each([
    ['as it should be', (token: string) => `Bearer ${token}`],
    ['in another case', (token: string) => `bEARER ${token}`],
    ['without a scheme, as Okta sends a pasted header', (token: string) => token],
    [
      'with the scheme twice, as when it was pasted with the token',
      (token: string) => `Bearer Bearer  ${token}`,
    ],
  ])('takes a token %s', async (_form, authorization) => {
    expect((await send('GET', '/Users', authorization(tenant.token))).status).toBe(200);
  });

  it('takes no credential in the query, and no cookie', async () => {
    const path = `/Users?access_token=${tenant.token}&token=${tenant.token}`;
    const response = await adapter.send({
      method: 'GET',
      path,
      headers: { Cookie: `token=${tenant.token}` },
    });
    expect(response.status).toBe(401);
  });

  function send(method: string, path: string, authorization: string | undefined): Promise<ClientResponse> {
    return adapter.send({
      method,
      path,
      headers: authorization === undefined ? {} : { Authorization: authorization },
    });
  }
});

describe('failed authentication in the activity log', () => {
  it('is recorded for the tenant of the token, with the reason, not the token, and no flood', async () => {
    const [[, open]] = adapters as [(typeof adapters)[number]];
    const adapter = fromManyAddresses(await open());
    const { tenantId } = await createTestTenant();
    const revoked = await createTestCredential(tenantId, { label: 'Old Okta' });
    await db()
      .updateTable('Credential')
      .set({ revokedAt: new Date() })
      .where('tenantId', '=', tenantId)
      .where('id', '=', revoked.credentialId)
      .execute();
    for (let count = 0; count < 25; count += 1) {
      await adapter.send({
        method: 'GET',
        path: '/Users',
        headers: { Authorization: `Bearer ${revoked.token}` },
      });
    }
    const stranger = mintToken().token;
    await adapter.send({
      method: 'GET',
      path: `/${tenantId}/Users`,
      headers: { Authorization: `Bearer ${stranger}` },
    });
    await adapter.send({
      method: 'GET',
      path: '/no-such-tenant-here/Users',
      headers: { Authorization: `Bearer ${stranger}` },
    });
    await adapter.close();
    await settleDeferredWrites();

    const events = await db()
      .selectFrom('IdentityEvent')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('type', '=', 'scim_error')
      .orderBy('id')
      .execute();
    expect(
      events.map(({ summary, status, outcome, credentialLabel }) => ({
        summary,
        status,
        outcome,
        credentialLabel,
      })),
    ).toEqual([
      {
        summary: 'Old Okta was refused: its token was revoked',
        status: 401,
        outcome: 'FAILED',
        credentialLabel: 'Old Okta',
      },
      {
        summary: 'A client was refused: its token is unknown',
        status: 401,
        outcome: 'FAILED',
        credentialLabel: null,
      },
    ]);
    expect(JSON.stringify(events)).not.toContain('rc_live_');
    const stray = await db()
      .selectFrom('IdentityEvent')
      .select('id')
      .where('tenantId', '=', 'no-such-tenant-here')
      .execute();
    expect(stray).toEqual([]);
  });
});

function fromManyAddresses({ send, close }: Adapter): Adapter {
  const address = () => `198.18.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}`;
  return {
    send: (request) => send({ ...request, headers: { 'X-Forwarded-For': address(), ...request.headers } }),
    close,
  };
}

async function badHeaders({ tenantId, token }: TestTenant): Promise<[string, string | undefined][]> {
  const past = new Date(Date.now() - 1000);
  const [expired, revoked, unscoped] = await Promise.all([
    createTestCredential(tenantId, { label: 'Expired' }),
    createTestCredential(tenantId, { label: 'Revoked' }),
    createTestCredential(tenantId, { scopes: ['other'] }),
  ]);
  const credential = (id: string) =>
    db().updateTable('Credential').where('tenantId', '=', tenantId).where('id', '=', id);
  await credential(expired.credentialId).set({ expiresAt: past }).execute();
  await credential(revoked.credentialId).set({ revokedAt: past }).execute();
  return [
    ['missing', undefined],
    ['empty', ''],
    ['another scheme', `Basic ${Buffer.from(`user:${token}`).toString('base64')}`],
    ['another scheme with our token', `Token ${token}`],
    ['a scheme alone', 'Bearer'],
    ['not ours', 'Bearer abc'],
    ['a typing error', `Bearer ${token.slice(0, -1)}!`],
    ['a wrong checksum', `Bearer ${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`],
    ['too often Bearer', `Bearer Bearer Bearer ${token}`],
    ['very long', `Bearer ${'x'.repeat(4000)}`],
    ['unknown', `Bearer ${mintToken().token}`],
    ['expired', `Bearer ${expired.token}`],
    ['revoked', `Bearer ${revoked.token}`],
    ['without the scope', `Bearer ${unscoped.token}`],
  ];
}

/** All of a response that does not differ from one moment to the next. */
function essence({ status, text, headers }: ClientResponse): unknown {
  const changing = ['x-request-id', 'date', 'connection', 'keep-alive', 'content-length'];
  return {
    status,
    text,
    headers: Object.fromEntries([...headers].filter(([name]) => !changing.includes(name))),
  };
}
