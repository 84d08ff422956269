import { describe, expect, it } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { mintCredential, mintCredentialSchema } from '@/lib/credentials/mint-credential';
import { revokeCredential } from '@/lib/credentials/revoke-credential';
import { getIdentitySettings } from '@/lib/tenants/identity-settings';
import { saveIdentitySettings, saveIdentitySettingsSchema } from '@/lib/tenants/save-identity-settings';
import { settingsConsequences } from '@/lib/tenants/settings-consequences';
import { manageByScim, newMember, newTenant } from '@/testing/new-tenant';
import { setConnection } from '@/testing/set-connection';

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

  it('saves how long sessions last, and tells it in words', async () => {
    const { tenantId, owner } = await newTenant();
    const wanted = { sessionLifetimeMinutes: 480, sessionIdleMinutes: 45 };
    expect(await saveIdentitySettings(owner, { revision: 1, ...wanted })).toMatchObject({ ok: true, settings: wanted });
    const { events } = await listEvents(tenantId, { type: ['admin_settings_changed'] });
    expect(events[0]?.summary).toBe(
      'Olga Owner changed the session lifetime from 12 hours to 8 hours and changed the time after which unused ' +
        'sessions end from never to 45 minutes',
    );
  });

  it.each([
    [{ sessionLifetimeMinutes: 14 }, 'Enter at least 15 minutes.'],
    [{ sessionLifetimeMinutes: 43_201 }, 'Enter at most 30 days.'],
    [{ sessionLifetimeMinutes: NaN }, 'Enter a whole number.'],
    [{ sessionLifetimeMinutes: 20.5 }, 'Enter a whole number.'],
    [{ sessionIdleMinutes: 4 }, 'Enter at least 5 minutes.'],
  ])('refuses %j', (settings, message) => {
    const parsed = saveIdentitySettingsSchema.safeParse({ revision: 1, ...settings });
    expect(parsed.error?.issues.map((issue) => issue.message)).toEqual([message]);
  });

  it('refuses an idle time longer than the lifetime, whichever of the two is saved', async () => {
    const { tenantId, owner } = await newTenant();
    const refused = {
      ok: false,
      reason: 'invalid',
      field: 'sessionIdleMinutes',
      message: 'Enter at most 12 hours: sessions end after that anyway.',
    };
    expect(await saveIdentitySettings(owner, { revision: 1, sessionIdleMinutes: 721 })).toEqual(refused);
    await saveIdentitySettings(owner, { revision: 1, sessionIdleMinutes: 720 });
    const shorter = await saveIdentitySettings(owner, { revision: 2, sessionLifetimeMinutes: 60 });
    expect(shorter).toMatchObject({ ok: false, reason: 'invalid', field: 'sessionIdleMinutes' });
    expect(await getIdentitySettings(tenantId)).toMatchObject({ sessionLifetimeMinutes: 720, sessionIdleMinutes: 720 });
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

describe('what the SCIM switch touches', () => {
  it('is counted', async () => {
    const { tenantId, owner, ownerId, ownerEmail } = await newTenant();
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
      unknownToScim: [{ id: ownerId, displayName: 'Olga Owner', email: ownerEmail }],
      usableScimCredentials: 1,
      ssoEnabled: false,
    });
  });

  it('names the first twenty of those whom SCIM does not know, by name', async () => {
    const { tenantId } = await newTenant();
    await setConnection(tenantId, { enabled: true });
    for (let number = 30; number > 0; number -= 1) {
      const name = `Person ${String(number).padStart(2, '0')}`;
      await newMember(tenantId, name, { managedBy: number % 2 ? 'SSO' : 'PORTAL' });
    }
    const { activeMembers, unknownToScim, ssoEnabled } = await settingsConsequences(tenantId);
    expect({ activeMembers, ssoEnabled }).toEqual({ activeMembers: 31, ssoEnabled: true });
    const named = unknownToScim.map(({ displayName }) => displayName);
    expect(named).toHaveLength(20);
    expect(named.slice(0, 3)).toEqual(['Olga Owner', 'Person 01', 'Person 02']);
  });
});
