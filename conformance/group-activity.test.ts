import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import type { Adapter } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { ClientRequest, Send } from '@/conformance/support/client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { patchOpUrn } from '@/lib/scim/urns';

/** What the log says about groups. */
describe('the activity of a request about a group', () => {
  let adapter: Adapter | undefined;
  let send: Send;
  let tenantId: string;
  let ana: string;
  let group: string;
  beforeEach(() => start());
  afterAll(() => adapter?.close());

  async function start(options: { logSuccessfulReads?: boolean } = {}): Promise<void> {
    const [[, open]] = adapters as [(typeof adapters)[number]];
    adapter ??= await open();
    const tenant = await createTestTenant({ provider: 'OKTA', ...options });
    ({ tenantId } = tenant);
    send = withToken(adapter.send, tenant.token);
    ana = await create('/Users', { userName: 'ana@acme.test', displayName: 'Ana Ruiz' });
    group = await create('/Groups', { displayName: 'Finance', members: [{ value: ana }] });
  }

  async function create(path: string, body: object): Promise<string> {
    const { json } = await send({ method: 'POST', path, body });
    return String(json?.id);
  }

  async function newest() {
    await settleDeferredWrites();
    return db()
      .selectFrom('IdentityEvent')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
  }

  function patch(...Operations: object[]): ClientRequest {
    return { method: 'PATCH', path: `/Groups/${group}`, body: { schemas: [patchOpUrn], Operations } };
  }

  it('a creation names the group, its attributes and its members, and no person', async () => {
    expect(await newest()).toMatchObject({
      type: 'scim_provision',
      outcome: 'OK',
      summary: 'Okta production created the group Finance with Ana Ruiz',
      status: 201,
      resourceId: group,
      memberId: null,
      subjectEmail: null,
      request: null,
      response: null,
      changes: [
        { attribute: 'displayName', before: null, after: 'Finance' },
        { attribute: 'members', before: null, after: [`Ana Ruiz (${ana})`] },
      ],
    });
  });

  it('a change of members and name is told as one', async () => {
    await send(patch(
      { op: 'Replace', value: { displayName: 'Finance EU' } },
      { op: 'Remove', path: 'members', value: { value: ana } },
    ));
    expect(await newest()).toMatchObject({
      summary: 'Okta production renamed the group Finance to Finance EU and removed Ana Ruiz',
      status: 204,
      changes: [
        { attribute: 'displayName', before: 'Finance', after: 'Finance EU' },
        { attribute: 'members', before: [`Ana Ruiz (${ana})`], after: null },
      ],
    });
  });

  it('an answered PATCH is recorded with the status it had', async () => {
    const request = patch({ op: 'replace', path: 'members', value: [] });
    await send({ ...request, path: `${request.path}?attributes=displayName` });
    expect(await newest()).toMatchObject({ status: 200, summary: 'Okta production removed Ana Ruiz from Finance' });
  });

  it('what was not stored is told although nothing changed', async () => {
    await send(patch({ op: 'replace', value: { displayName: 'Finance', colour: 'red' } }));
    expect(await newest()).toMatchObject({
      summary: 'Okta production sent the group Finance, which changed nothing',
      notes: [{ kind: 'ignored', text: '`colour` was not stored' }],
    });
  });

  it('a refused request names the group by its path or its body, and no person', async () => {
    await send(patch({ op: 'add', path: 'members', value: [{ value: 'nobody' }] }));
    expect(await newest()).toMatchObject({
      type: 'scim_error',
      summary: expect.stringMatching(
        /^Okta production could not update the group Finance: This member is not/,
      ) as unknown,
      resourceId: group,
      memberId: null,
      subjectEmail: null,
    });
    await send({ method: 'POST', path: '/Groups', body: { displayName: 'FINANCE', userName: 'ana@acme.test' } });
    expect(await newest()).toMatchObject({
      summary:
        'Okta production could not create the group FINANCE: A group with this displayName already exists',
      subjectEmail: null,
    });
    await send({ method: 'DELETE', path: '/Groups/unknown' });
    expect(await newest()).toMatchObject({
      summary: 'Okta production could not delete a group: Group not in this tenant',
    });
  });

  it('bodies are kept when the tenant wants them, answers without the members', async () => {
    await start({ logSuccessfulReads: true });
    await send({ method: 'GET', path: `/Groups/${group}` });
    const read = await newest();
    expect(read).toMatchObject({ type: 'scim_read', summary: 'Okta production read Finance', resourceId: group });
    expect(read.response).toMatchObject({ displayName: 'Finance' });
    expect(read.response).not.toHaveProperty('members');
    const body = { displayName: 'Finance EU', members: [{ value: ana }] };
    await send({ method: 'PUT', path: `/Groups/${group}`, body });
    const replaced = await newest();
    expect(replaced.request).toEqual(body);
    expect(replaced.response).toMatchObject({ displayName: 'Finance EU', meta: { version: 'W/"2"' } });
    expect(replaced.response).not.toHaveProperty('members');
  });

  it('a deletion is a deprovisioning', async () => {
    await send({ method: 'DELETE', path: `/Groups/${group}` });
    expect(await newest()).toMatchObject({
      type: 'scim_deprovision',
      summary: 'Okta production deleted the group Finance',
      status: 204,
      resourceId: group,
      memberId: null,
    });
  });
});
