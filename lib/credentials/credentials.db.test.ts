import { describe, expect, it } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { authenticateBearer } from '@/lib/credentials/authenticate-bearer';
import { findCredential, listCredentials } from '@/lib/credentials/list-credentials';
import { mintCredential, mintCredentialSchema } from '@/lib/credentials/mint-credential';
import type { Minted } from '@/lib/credentials/mint-credential';
import { revokeCredential } from '@/lib/credentials/revoke-credential';
import { parseToken } from '@/lib/credentials/token';
import { db } from '@/lib/db/kysely';
import type { Actor } from '@/lib/roles/permission';
import { newTenant } from '@/testing/new-tenant';

async function mint(actor: Actor, input: object = {}): Promise<Minted> {
  const answer = await mintCredential(
    actor,
    mintCredentialSchema.parse({ label: 'Okta', scopes: ['scim'], ...input }),
  );
  if (!answer.ok) throw new Error(answer.message);
  return answer;
}

describe('credentials', () => {
  it('are minted with a token whose hash alone is stored, and recorded without it', async () => {
    const { tenantId, owner } = await newTenant();
    const { token, credential } = await mint(owner, { label: ' Okta production ', provider: 'OKTA' });
    expect(credential).toMatchObject({
      label: 'Okta production',
      provider: 'OKTA',
      scopes: ['scim'],
      mode: 'COMPATIBLE',
      rolesProfile: 'OKTA',
      state: 'active',
      createdByName: 'Olga Owner',
      hint: `rc_live_…${token.slice(-4)}`,
    });
    const stored = await db()
      .selectFrom('Credential')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .executeTakeFirst();
    expect(stored?.hash).toBe(parseToken(token));
    const { events } = await listEvents(tenantId, { type: ['admin_credential_created'] });
    expect(events).toMatchObject([
      { credentialId: credential.id, credentialLabel: 'Okta production', actorName: 'Olga Owner' },
    ]);
    const secret = token.slice(8, -4);
    expect(JSON.stringify([stored, events, await listCredentials(tenantId)])).not.toContain(secret);
  });

  it('are strict when that is asked for, which the list and the event say', async () => {
    const { tenantId, owner } = await newTenant();
    await mint(owner, { mode: 'STRICT' });
    expect(await listCredentials(tenantId)).toMatchObject([{ mode: 'STRICT' }]);
    const [event] = (await listEvents(tenantId, { type: ['admin_credential_created'] })).events;
    const { changes } = await db()
      .selectFrom('IdentityEvent')
      .select('changes')
      .where('tenantId', '=', tenantId)
      .where('id', '=', event?.id ?? '')
      .executeTakeFirstOrThrow();
    expect(changes).toContainEqual({ attribute: 'mode', before: null, after: 'strict' });
  });

  it('read roles in the IETF’s form when that is asked for, which the list and the event say', async () => {
    const { tenantId, owner } = await newTenant();
    const { token } = await mint(owner, { provider: 'ENTRA', rolesProfile: 'IETF' });
    expect(await listCredentials(tenantId)).toMatchObject([{ rolesProfile: 'IETF' }]);
    const request = { clientAddress: '127.0.0.1', userAgent: undefined, now: new Date() };
    const outcome = await authenticateBearer({ ...request, authorization: `Bearer ${token}` });
    expect(outcome).toMatchObject({ access: { credential: { rolesProfile: 'IETF' } } });
    const { changes } = await db()
      .selectFrom('IdentityEvent')
      .select('changes')
      .where('tenantId', '=', tenantId)
      .where('type', '=', 'admin_credential_created')
      .executeTakeFirstOrThrow();
    expect(changes).toContainEqual({ attribute: 'rolesProfile', before: null, after: 'ietf' });
  });

  it('read roles in Okta’s form whoever they are for, unless another is chosen', async () => {
    const { tenantId, owner } = await newTenant();
    for (const provider of ['ENTRA', 'OTHER', '']) await mint(owner, { provider });
    const profiles = (await listCredentials(tenantId)).map(({ rolesProfile }) => rolesProfile);
    expect(profiles).toEqual(['OKTA', 'OKTA', 'OKTA']);
  });

  it('are listed newest first with their state, by tenant and scope', async () => {
    const { tenantId, owner } = await newTenant();
    const other = await newTenant();
    await mint(other.owner);
    const first = await mint(owner, { label: 'First' });
    const second = await mint(owner, {
      label: 'Second',
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    });
    await mint(owner, { label: 'Third' });
    await revokeCredential(owner, { credentialId: first.credential.id });
    await db()
      .updateTable('Credential')
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where('tenantId', '=', tenantId)
      .where('id', '=', second.credential.id)
      .execute();
    const listed = await listCredentials(tenantId, { scope: 'scim' });
    expect(listed.map(({ label, state }) => [label, state])).toEqual([
      ['Third', 'active'],
      ['Second', 'expired'],
      ['First', 'revoked'],
    ]);
    expect(listed[0]).not.toHaveProperty('hash');
  });

  it('are revoked once: the first time and name stand, one event is recorded', async () => {
    const { tenantId, owner } = await newTenant();
    const { credential } = await mint(owner);
    const revoke = (actor: Actor) => revokeCredential(actor, { credentialId: credential.id });
    const [first] = [await revoke(owner), await revoke({ ...owner, name: 'Someone Else' })];
    const now = await findCredential(tenantId, credential.id);
    expect(now).toMatchObject({ state: 'revoked', revokedByName: 'Olga Owner' });
    expect(first).toEqual({ ok: true, credential: now });
    expect((await listEvents(tenantId, { type: ['admin_credential_revoked'] })).events).toHaveLength(1);
  });

  it('of another tenant are neither found nor revoked', async () => {
    const [one, two] = [await newTenant(), await newTenant()];
    const { credential } = await mint(two.owner);
    expect(await findCredential(one.tenantId, credential.id)).toBeNull();
    expect(await revokeCredential(one.owner, { credentialId: credential.id })).toMatchObject({
      reason: 'not-found',
    });
    expect(await findCredential(two.tenantId, credential.id)).toMatchObject({ state: 'active' });
  });

  it('are for owners and admins to mint and revoke', async () => {
    const { tenantId, owner } = await newTenant();
    const { credential } = await mint({ ...owner, level: 'ADMIN' });
    const input = mintCredentialSchema.parse({ label: 'Mine', scopes: ['scim'] });
    for (const level of ['MEMBER', 'VIEWER', null] as const) {
      expect(await mintCredential({ ...owner, level }, input)).toMatchObject({
        ok: false,
        reason: 'forbidden',
      });
      const revoked = await revokeCredential({ ...owner, level }, { credentialId: credential.id });
      expect(revoked).toMatchObject({ ok: false, reason: 'forbidden' });
    }
    expect(await listCredentials(tenantId)).toMatchObject([{ state: 'active' }]);
  });

  it.each([
    [{ label: ' ' }, 'Enter a label'],
    [{ scopes: [] }, 'Choose what the key may be used for'],
    [{ scopes: ['everything'] }, 'Invalid input'],
    [{ provider: 'ACME' }, 'Invalid option'],
    [{ rolesProfile: 'SAML' }, 'Invalid option'],
    [{ expiresAt: '2001-01-01' }, 'Choose a date in the future'],
    [{ expiresAt: 'soon' }, 'Enter a date'],
  ])('are not minted from %j', (input, message) => {
    const parsed = mintCredentialSchema.safeParse({ label: 'Okta', scopes: ['scim'], ...input });
    expect(parsed.error?.issues[0]?.message).toContain(message);
  });

  it('take an empty provider and expiry of a form as none', () => {
    const parsed = mintCredentialSchema.parse({
      label: 'Script',
      scopes: ['scim', 'scim'],
      provider: '',
      expiresAt: '',
    });
    expect(parsed).toEqual({
      label: 'Script',
      scopes: ['scim'],
      mode: 'COMPATIBLE',
      provider: null,
      expiresAt: null,
    });
  });
});
