import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { IdentityEventDraft } from '@/lib/activity/identity-event';
import { recordEvents } from '@/lib/activity/record-event';
import { findSetupProgress } from '@/lib/activity/setup-progress';
import { mintCredential, mintCredentialSchema } from '@/lib/credentials/mint-credential';
import { revokeCredential } from '@/lib/credentials/revoke-credential';
import { db } from '@/lib/db/kysely';
import { operator } from '@/lib/roles/permission';
import { createTenant } from '@/lib/tenants/create-tenant';

let tenantId: string;

beforeEach(async () => {
  const id = `setup-${randomUUID().slice(0, 8)}`;
  ({ tenantId } = await createTenant(db(), {
    name: 'Acme',
    id,
    ownerName: 'Sam',
    ownerEmail: 'sam@acme.test',
  }));
});

const admin = () => ({ tenantId, level: 'ADMIN' as const });

async function mint(provider?: 'OKTA' | 'ENTRA'): Promise<string> {
  const wanted = mintCredentialSchema.parse({ label: 'Production', provider, scopes: ['scim'] });
  const minted = await mintCredential(operator(tenantId), wanted);
  if (!minted.ok) throw new Error(minted.message);
  return minted.credential.id;
}

/** An event of a request by `credentialId`; each is newer than the one before. */
async function call(credentialId: string | null, facts: Partial<IdentityEventDraft>): Promise<void> {
  const path = `/scim/v2/${tenantId}/Users`;
  await recordEvents(db(), [
    {
      tenantId,
      type: 'scim_provision',
      outcome: 'OK',
      summary: 'call',
      method: 'POST',
      path,
      status: 201,
      credentialId,
      ...facts,
    },
  ]);
}

describe('findSetupProgress', () => {
  it('knows nothing of a tenant in which nothing has happened', async () => {
    expect(await findSetupProgress(admin(), 'OKTA')).toEqual({
      scimEnabled: false,
      credential: null,
      lastCall: null,
      called: null,
      created: null,
      updated: null,
      deactivated: null,
      refused: null,
      failed: null,
    });
  });

  it('proves each step by the first event of its kind', async () => {
    const credentialId = await mint('OKTA');
    await call(credentialId, { type: 'scim_read', method: 'GET', status: 200, summary: 'first call' });
    await call(credentialId, { summary: 'first person' });
    await call(credentialId, { summary: 'second person' });
    await call(credentialId, { method: 'PATCH', status: 200, summary: 'first update' });
    await call(credentialId, {
      type: 'scim_deprovision',
      method: 'PATCH',
      status: 200,
      summary: 'first leaver',
    });
    const progress = await findSetupProgress(admin(), 'OKTA');
    expect(progress.credential?.label).toBe('Production');
    expect(progress.called?.summary).toBe('first call');
    expect(progress.created?.summary).toBe('first person');
    expect(progress.updated?.summary).toBe('first update');
    expect(progress.deactivated?.summary).toBe('first leaver');
  });

  it('counts a group as no person', async () => {
    const credentialId = await mint('OKTA');
    await call(credentialId, { path: `/scim/v2/${tenantId}/Groups` });
    expect((await findSetupProgress(admin(), 'OKTA')).created).toBeNull();
  });

  it('keeps the providers apart, and counts credentials without one as other', async () => {
    await call(await mint('OKTA'), { summary: 'by Okta' });
    await call(await mint(), { summary: 'by a script' });
    expect((await findSetupProgress(admin(), 'ENTRA')).created).toBeNull();
    expect((await findSetupProgress(admin(), 'OKTA')).created?.summary).toBe('by Okta');
    expect((await findSetupProgress(admin(), 'OTHER')).created?.summary).toBe('by a script');
  });

  it('shows the last call with a wrong token, also when nobody knows whose it was', async () => {
    const [okta, entra] = [await mint('OKTA'), await mint('ENTRA')];
    const wrong = { type: 'scim_error', outcome: 'FAILED', status: 401 } as const;
    await call(null, { ...wrong, summary: 'unknown token' });
    await call(entra, { ...wrong, summary: 'token of another provider' });
    expect((await findSetupProgress(admin(), 'OKTA')).refused?.summary).toBe('unknown token');
    await call(okta, { ...wrong, summary: 'revoked token' });
    const progress = await findSetupProgress(admin(), 'OKTA');
    expect(progress.refused?.summary).toBe('revoked token');
    expect(progress.called).toBeNull();
  });

  it('shows the last failure of calls that were let in', async () => {
    const credentialId = await mint('OKTA');
    await call(credentialId, { type: 'scim_error', outcome: 'FAILED', status: 400, summary: 'older' });
    await call(credentialId, { type: 'scim_error', outcome: 'FAILED', status: 409, summary: 'newer' });
    expect((await findSetupProgress(admin(), 'OKTA')).failed).toMatchObject({
      summary: 'newer',
      status: 409,
    });
  });

  it('does not take the failure of a group for one of the people it waits for', async () => {
    const credentialId = await mint('OKTA');
    await call(credentialId, { type: 'scim_error', outcome: 'FAILED', status: 409, path: '/scim/v2/acme/Groups' });
    expect((await findSetupProgress(admin(), 'OKTA')).failed).toBeNull();
  });

  it('does not offer a revoked credential, but keeps what it proved', async () => {
    const credentialId = await mint('OKTA');
    await call(credentialId, { summary: 'first person' });
    await revokeCredential(operator(tenantId), { credentialId });
    const progress = await findSetupProgress(admin(), 'OKTA');
    expect(progress.credential).toBeNull();
    expect(progress.created?.summary).toBe('first person');
  });

  it('tells those below admin everything but where calls came from', async () => {
    const credentialId = await mint('OKTA');
    await call(credentialId, { summary: 'first person', clientAddress: '198.51.100.7' });
    await db()
      .updateTable('Credential')
      .set({ lastUsedAt: new Date(), lastUsedFrom: '198.51.100.7' })
      .where('tenantId', '=', tenantId)
      .execute();
    const seen = await findSetupProgress(admin(), 'OKTA');
    expect([seen.created?.clientAddress, seen.lastCall?.from]).toEqual(['198.51.100.7', '198.51.100.7']);
    const outline = await findSetupProgress({ tenantId, level: 'MEMBER' }, 'OKTA');
    expect(outline.created).toEqual({ ...seen.created, clientAddress: null });
    expect(outline.lastCall).toEqual({ at: seen.lastCall?.at, from: null });
    expect(JSON.stringify(outline)).not.toContain('198.51.100.7');
  });

  it('sees nothing of another tenant', async () => {
    const credentialId = await mint('OKTA');
    await call(credentialId, { tenantId: `${tenantId}-other` });
    expect((await findSetupProgress(admin(), 'OKTA')).created).toBeNull();
  });
});
