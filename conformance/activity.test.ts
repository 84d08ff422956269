import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { Adapter } from '@/conformance/support/adapters';
import type { Send } from '@/conformance/support/client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { patchOpUrn } from '@/lib/scim/urns';

/** The log is the only place where admins can see what their identity provider did. */
describe('the activity of a request', () => {
  let adapter: Adapter | undefined;
  let send: Send;
  let tenantId: string;
  beforeEach(() => start());
  afterAll(() => adapter?.close());

  async function start(options: { logSuccessfulReads?: boolean } = {}): Promise<void> {
    const [[, open]] = adapters as [(typeof adapters)[number]];
    adapter ??= await open();
    const tenant = await createTestTenant({ provider: 'OKTA', ...options });
    ({ tenantId } = tenant);
    send = withToken(adapter.send, tenant.token);
  }

  async function events() {
    await settleDeferredWrites();
    const all = await db()
      .selectFrom('IdentityEvent')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .orderBy('id')
      .execute();
    return all.filter(({ type }) => type.startsWith('scim_'));
  }

  const ana = {
    userName: 'ana@acme.test',
    displayName: 'Ana Ruiz',
    password: 'hunter2',
    name: { givenName: 'Ana' },
  };

  async function create(body: object = ana): Promise<string> {
    const { json } = await send({ method: 'POST', path: '/Users', body });
    return String(json?.id);
  }

  function patch(id: string, ...operations: object[]) {
    return send({
      method: 'PATCH',
      path: `/Users/${id}`,
      body: { schemas: [patchOpUrn], Operations: operations },
    });
  }

  it('a creation says who did what to whom, with every attribute, and keeps no body', async () => {
    const id = await create();
    const [event, ...others] = await events();
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: 'scim_provision',
      outcome: 'OK',
      summary: 'Okta production created Ana Ruiz',
      method: 'POST',
      path: '/scim/v2/Users',
      status: 201,
      subjectEmail: 'ana@acme.test',
      resourceId: id,
      credentialLabel: 'Okta production',
      provider: 'OKTA',
      request: null,
      response: null,
      detail: null,
      notes: [{ kind: 'ignored', text: '`password` was not stored' }],
    });
    expect(event?.memberId).toBeTruthy();
    expect(event?.durationMs).toBeGreaterThanOrEqual(0);
    expect(event?.changes).toEqual(
      expect.arrayContaining([{ attribute: 'name.givenName', before: null, after: 'Ana' }]) as unknown,
    );
  });

  it('a change lists what was and is, attribute by attribute, and what was repaired or ignored', async () => {
    const id = await create();
    await patch(
      id,
      { op: 'Replace', path: 'active', value: 'False' },
      { op: 'replace', value: { title: 'Dr', 'name.familyName': 'Ruiz', favouriteColour: 'red' } },
    );
    const event = (await events()).at(-1);
    expect(event).toMatchObject({
      type: 'scim_deprovision',
      status: 200,
      summary: 'Okta production deactivated Ana Ruiz',
    });
    expect(event?.changes).toEqual(
      expect.arrayContaining([
        { attribute: 'active', before: true, after: false },
        { attribute: 'title', before: null, after: 'Dr' },
        { attribute: 'name.familyName', before: null, after: 'Ruiz' },
      ]) as unknown,
    );
    expect(event?.notes).toEqual(
      expect.arrayContaining([{ kind: 'repaired', text: '`active` arrived as text "False": read as false' }]) as unknown,
    );
  });

  it('what changes nothing leaves no event, unless something was not stored', async () => {
    const id = await create();
    await patch(id, { op: 'replace', value: { displayName: 'Ana Ruiz' } });
    expect(await events()).toHaveLength(1);
    await patch(id, { op: 'replace', value: { password: 'hunter2' } });
    expect((await events()).at(-1)).toMatchObject({
      summary: 'Okta production sent Ana Ruiz, which changed nothing',
      notes: [{ kind: 'ignored' }],
    });
  });

  it('a refusal survives its rollback, with both bodies redacted and the reason as answered', async () => {
    await create();
    const { json } = await send({ method: 'POST', path: '/Users?access_token=hunter2', body: ana });
    const event = (await events()).at(-1);
    expect(event).toMatchObject({
      type: 'scim_error',
      outcome: 'FAILED',
      status: 409,
      subjectEmail: 'ana@acme.test',
      path: '/scim/v2/Users?access_token=[redacted]',
      summary: 'Okta production could not create a user: A user with this userName already exists',
      detail: 'A user with this userName already exists',
      response: json,
      request: { userName: 'ana@acme.test', password: '[redacted]' },
    });
    expect(JSON.stringify(await events())).not.toContain('hunter2');
  });

  it('a refused patch changes nothing at all', async () => {
    const id = await create();
    const refused = await patch(
      id,
      { op: 'replace', path: 'title', value: 'Dr' },
      { op: 'replace', path: 'nonsense', value: 1 },
    );
    expect(refused.json).toMatchObject({ status: '400', scimType: 'invalidPath' });
    expect((await send({ method: 'GET', path: `/Users/${id}` })).json).toMatchObject({
      meta: { version: 'W/"1"' },
    });
    expect((await events()).map(({ type }) => type)).toEqual(['scim_provision', 'scim_error']);
  });

  it.each([
    ['an operation', 'PATCH', { Operations: [{ op: 'replace', path: 'nonsense', value: 1 }] }, {}],
    ['a body that is not JSON', 'PATCH', '{', {}],
    ['a userName that somebody else has', 'PUT', { userName: 'leo@acme.test' }, {}],
    ['a version that has passed', 'DELETE', undefined, { 'If-Match': 'W/"9"' }],
  ])('a request refused for %s names the person it was for', async (_what, method, body, headers) => {
    await create({ userName: 'leo@acme.test' });
    const id = await create();
    await send({ method, path: `/Users/${id}`, body, headers });
    const [, created, refused] = await events();
    expect(refused).toMatchObject({
      type: 'scim_error',
      subjectEmail: 'ana@acme.test',
      memberId: created?.memberId,
      resourceId: id,
    });
  });

  it('a request for somebody the tenant does not have names nobody', async () => {
    await patch('no-such-id', { op: 'replace', path: 'title', value: 'Dr' });
    expect((await events()).at(-1)).toMatchObject({ status: 404, subjectEmail: null, memberId: null });
  });

  it('reads are recorded when the tenant wants them, and then bodies of successes too', async () => {
    await start({ logSuccessfulReads: true });
    const id = await create();
    await send({ method: 'GET', path: `/Users/${id}` });
    await send({ method: 'GET', path: '/Users?filter=userName%20eq%20%22ana%40acme.test%22' });
    await send({ method: 'GET', path: '/ServiceProviderConfig' });
    const [created, read, listed, discovered] = await events();
    expect(created).toMatchObject({
      type: 'scim_provision',
      request: { password: '[redacted]' },
      response: { id },
    });
    expect(read).toMatchObject({
      type: 'scim_read',
      outcome: 'OK',
      status: 200,
      resourceId: id,
      summary: 'Okta production read Ana Ruiz',
      response: { id },
    });
    expect(listed).toMatchObject({
      summary: 'Okta production read 1 of 1 users',
      path: '/scim/v2/Users?filter=userName eq "ana@acme.test"',
    });
    expect(discovered).toMatchObject({ summary: 'Okta production read the service provider configuration' });
  });

  it('a token that arrived without its scheme is noted', async () => {
    const { token } = await createTestTenant();
    const headers = { Authorization: token };
    const [[, open]] = adapters as [(typeof adapters)[number]];
    adapter ??= await open();
    const { json } = await adapter.send({ method: 'POST', path: '/Users', headers, body: ana });
    const event = await db()
      .selectFrom('IdentityEvent')
      .selectAll()
      .where('resourceId', '=', String(json?.id))
      .executeTakeFirstOrThrow();
    expect(event.notes).toEqual(
      expect.arrayContaining([
        { kind: 'repaired', text: 'The token arrived without "Bearer" before it' },
      ]) as unknown,
    );
  });

  it('no text of a client keeps an event from being recorded', async () => {
    const texts = ['x\u0000', '\ud800', '\u202e', '\u{1f600}'];
    for (const text of texts)
      await send({ method: 'POST', path: '/Users', body: { userName: '', displayName: text } });
    for (const text of texts) await patch('no-such-id', { op: 'replace', path: text, value: text });
    for (const text of texts)
      await send({ method: 'GET', path: `/Users/${text.length}%F0?filter=%00%22${text.length}` });
    const recorded = await events();
    expect(recorded.map(({ status }) => status)).toEqual(expect.arrayContaining([400, 404]) as unknown);
    expect(recorded).toHaveLength(3 * texts.length);
  });

  it('when a credential was last used is written once, after the answer', async () => {
    await create();
    await settleDeferredWrites();
    const { lastUsedAt, lastUsedFrom } = await db()
      .selectFrom('Credential')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .executeTakeFirstOrThrow();
    expect(lastUsedAt).toBeInstanceOf(Date);
    expect(lastUsedFrom).toBe('127.0.0.1');
  });
});
