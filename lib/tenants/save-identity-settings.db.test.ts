import { describe, expect, it } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { mintCredential, mintCredentialSchema } from '@/lib/credentials/mint-credential';
import { revokeCredential } from '@/lib/credentials/revoke-credential';
import { getIdentitySettings } from '@/lib/tenants/identity-settings';
import { saveIdentitySettings, saveIdentitySettingsSchema } from '@/lib/tenants/save-identity-settings';
import { settingsConsequences } from '@/lib/tenants/settings-consequences';
import { manageByScim, newMember, newTenant } from '@/testing/new-tenant';

describe('saveIdentitySettings', () => {
  it('saves what was given, raises the revision and records who changed what', async () => {
    const { tenantId, owner } = await newTenant();
    const saved = await saveIdentitySettings(owner, { revision: 1, scimEnabled: true });
    expect(saved).toMatchObject({
      ok: true,
      settings: { scimEnabled: true, logSuccessfulReads: false, revision: 2, updatedByName: 'Olga Owner' },
    });
    const { events } = await listEvents(tenantId, { type: ['admin_settings_changed'] });
    expect(events).toMatchObject([
      {
        summary: 'Olga Owner turned SCIM provisioning on',
        actorName: 'Olga Owner',
        changes: [{ attribute: 'scimEnabled', before: false, after: true }],
      },
    ]);
  });

  it('overwrites nothing when someone else saved meanwhile, and says who', async () => {
    const { tenantId, owner } = await newTenant();
    await saveIdentitySettings({ ...owner, name: 'Priya N.' }, { revision: 1, scimEnabled: true });
    const late = await saveIdentitySettings(owner, { revision: 1, logSuccessfulReads: true });
    expect(late).toMatchObject({
      ok: false,
      reason: 'conflict',
      current: { scimEnabled: true, updatedByName: 'Priya N.' },
    });
    expect(late).toHaveProperty('message', expect.stringContaining('Priya N. saved this page meanwhile'));
    expect(await getIdentitySettings(tenantId)).toMatchObject({ logSuccessfulReads: false, revision: 2 });
  });

  it('lets exactly one of several simultaneous saves through', async () => {
    const { tenantId, owner } = await newTenant();
    const saves = await Promise.all([
      saveIdentitySettings(owner, { revision: 1, scimEnabled: true }),
      saveIdentitySettings(owner, { revision: 1, logSuccessfulReads: true }),
    ]);
    expect(saves.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await getIdentitySettings(tenantId)).revision).toBe(2);
  });

  it('writes and records nothing when nothing changes', async () => {
    const { tenantId, owner } = await newTenant();
    expect(await saveIdentitySettings(owner, { revision: 1, scimEnabled: false })).toMatchObject({
      ok: true,
    });
    expect((await getIdentitySettings(tenantId)).revision).toBe(1);
    expect((await listEvents(tenantId, { type: ['admin_settings_changed'] })).events).toEqual([]);
  });

  it('refuses members and viewers', async () => {
    const { tenantId, owner } = await newTenant();
    for (const level of ['MEMBER', 'VIEWER', null] as const) {
      const answer = await saveIdentitySettings({ ...owner, level }, { revision: 1, scimEnabled: true });
      expect(answer).toMatchObject({ ok: false, reason: 'forbidden' });
    }
    expect((await getIdentitySettings(tenantId)).scimEnabled).toBe(false);
  });

  it('reads switches as forms send them', () => {
    const form = { revision: '3', scimEnabled: 'on', logSuccessfulReads: 'false' };
    expect(saveIdentitySettingsSchema.parse(form)).toEqual({
      revision: 3,
      scimEnabled: true,
      logSuccessfulReads: false,
    });
  });
});

it('counts whom the SCIM switch touches', async () => {
  const { tenantId, owner } = await newTenant();
  await manageByScim(tenantId, await newMember(tenantId, 'Ana'));
  await newMember(tenantId, 'Gone', { status: 'DEPROVISIONED' });
  const minted = [];
  for (const label of ['Okta', 'Old']) {
    minted.push(await mintCredential(owner, mintCredentialSchema.parse({ label, scopes: ['scim'] })));
  }
  const old = minted[1];
  if (old?.ok) await revokeCredential(owner, { credentialId: old.credential.id });
  expect(await settingsConsequences(tenantId)).toEqual({
    activeMembers: 2,
    scimManagedMembers: 1,
    usableScimCredentials: 1,
  });
});
