import { describe, expect, it } from 'vitest';
import { db } from '@/lib/db/kysely';
import { addRules } from '@/testing/add-rules';
import { admitPerson, admittedPerson } from '@/testing/admit-person';
import { newSsoTenant } from '@/testing/new-sso-tenant';
import { manageByScim, newMember } from '@/testing/new-tenant';
import { setMapping } from '@/testing/set-mapping';
import { storeGroup } from '@/testing/store-people';
import { setMember, setSettings, storedEvents, storedMember } from '@/testing/stored-member';

describe('a known person', () => {
  it('is linked by the address at first, and found by the subject from then on', async () => {
    const { tenantId, ana, at } = await newSsoTenant();
    const memberId = await newMember(tenantId, 'Ana', { email: ana.email });
    expect(await admittedPerson(tenantId, { claims: ana })).toEqual({ ok: true, memberId, created: false });
    expect(await admittedPerson(tenantId, { claims: { email: at('ana.ruiz') } })).toMatchObject({ memberId });
    expect(await storedMember(tenantId, memberId)).toMatchObject({
      email: at('ana.ruiz'),
      emailKey: at('ana.ruiz'),
      searchKey: `ana ruiz\n${at('ana.ruiz')}`,
      displayName: 'Ana Ruiz',
      managedBy: 'PORTAL',
    });
    const [changed, linked] = await storedEvents(tenantId, 'sso_user_updated');
    expect(linked?.changes?.[0]).toEqual({ attribute: 'subject', before: null, after: 's-1' });
    expect(changed?.changes).toEqual([{ attribute: 'email', before: ana.email, after: at('ana.ruiz') }]);
  });

  it('is one subject however SAML spells the address that it names them by', async () => {
    const { tenantId, ana } = await newSsoTenant();
    const memberId = await newMember(tenantId, 'Ana', { email: ana.email });
    for (const subject of [ana.email, ana.email.toUpperCase()]) {
      const format = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
      const logout = { protocol: 'SAML' as const, nameId: { value: subject, format }, sessionIndex: null };
      const admission = await admittedPerson(tenantId, { subject, claims: {}, logout });
      expect(admission).toEqual({ ok: true, memberId, created: false });
    }
  });

  it('is nobody whose address only looks like theirs to a comparison', async () => {
    const { tenantId, at } = await newSsoTenant();
    await newMember(tenantId, 'Kate', { email: at('kate') });
    const imitated = at('\u212aate');
    const format = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
    const named = (value: string) => ({ protocol: 'SAML' as const, nameId: { value, format }, sessionIndex: null });
    await admittedPerson(tenantId, { subject: at('kate'), claims: {}, logout: named(at('kate')) });
    const refused = { ok: false, code: 'sso_email_missing' };
    expect(await admitPerson(tenantId, { subject: 's-2', claims: { email: imitated } })).toMatchObject(refused);
    const logout = named(imitated);
    expect(await admitPerson(tenantId, { subject: imitated, claims: {}, logout })).toMatchObject(refused);
  });

  it('gets exactly the roles of the mapping at every sign-in, and nothing is written when they stay', async () => {
    const { tenantId, ana } = await newSsoTenant();
    const memberId = await newMember(tenantId, 'Ana Ruiz', { email: ana.email, roleKey: 'admin' });
    await admittedPerson(tenantId, { claims: { ...ana, roles: ['viewer'] } });
    const first = await storedMember(tenantId, memberId);
    expect(first.grants).toMatchObject([{ roleKey: 'viewer', source: 'SSO' }]);
    const [event] = await storedEvents(tenantId, 'sso_user_updated');
    expect(first.grants[0]?.eventId).toBe(event?.id);
    expect(event?.summary).toBe('Okta made Ana Ruiz Viewer (was Admin) at sign-in: roles "viewer"');
    await admittedPerson(tenantId, { claims: { ...ana, roles: ['viewer'] } });
    expect(await storedMember(tenantId, memberId)).toEqual(first);
    expect(await storedEvents(tenantId, 'sso_user_updated')).toHaveLength(1);
    await setMapping(tenantId, { defaultRoleKey: null });
    await admittedPerson(tenantId, { claims: ana });
    expect((await storedMember(tenantId, memberId)).roles).toEqual([]);
    expect((await storedEvents(tenantId, 'sso_user_updated'))[0]?.summary)
      .toBe('Okta took Viewer from Ana Ruiz at sign-in, who has no role left, so no access');
  });

  it('keeps their roles under a portal-managed mapping', async () => {
    const { tenantId, ana } = await newSsoTenant();
    await setMapping(tenantId, { source: 'PORTAL' });
    const memberId = await newMember(tenantId, 'Ana Ruiz', { email: ana.email, roleKey: 'admin' });
    await admittedPerson(tenantId, { claims: { ...ana, roles: ['viewer'] } });
    expect((await storedMember(tenantId, memberId)).grants).toMatchObject([{ roleKey: 'admin', source: 'PORTAL' }]);
  });

  it('has roles by groups: by a pushed group’s name or id at the identity provider, and by bare name', async () => {
    const { tenantId, at } = await newSsoTenant();
    await setMapping(tenantId, { source: 'IDP_GROUPS', defaultRoleKey: null });
    const groupId = await storeGroup(tenantId, 'Engineering');
    await db().updateTable('ScimGroup').set({ externalId: 'entra-1' }).where('id', '=', groupId).execute();
    await addRules(tenantId, [
      { kind: 'GROUP', name: 'Engineers, as it was called', roleKey: 'admin', groupId },
      { kind: 'GROUP', name: 'Finance', roleKey: 'viewer' },
    ]);
    const rolesOf = async (subject: string, groups: string[]) => {
      const { memberId } = await admittedPerson(tenantId, { subject, claims: { email: at(subject), groups } });
      return (await storedMember(tenantId, memberId)).grants.map(({ roleKey, reason }) => [roleKey, reason]);
    };
    expect(await rolesOf('a', ['Engineering'])).toEqual([['admin', 'group Engineering']]);
    expect(await rolesOf('b', ['entra-1', 'Finance'])).toEqual([
      ['admin', 'group Engineering'],
      ['viewer', 'group Finance'],
    ]);
    expect(await rolesOf('c', ['engineering', 'Engineers, as it was called', groupId])).toEqual([]);
  });

  it('has names and phone from the identity provider unless SCIM manages them', async () => {
    const { tenantId, ana, at } = await newSsoTenant();
    const memberId = await newMember(tenantId, 'Somebody', { email: ana.email });
    await manageByScim(tenantId, memberId);
    const before = await storedMember(tenantId, memberId);
    const claims = { email: at('other'), name: 'Ana R.', phone_number: '+34 1', roles: 'owner' };
    await admittedPerson(tenantId, { claims: ana });
    await admittedPerson(tenantId, { claims });
    expect(await storedMember(tenantId, memberId)).toEqual(before);
    await setSettings(tenantId, { scimEnabled: false });
    await admittedPerson(tenantId, { claims });
    const after = await storedMember(tenantId, memberId);
    expect(after).toMatchObject({ displayName: 'Ana R.', phone: '+34 1', email: at('other'), roles: ['owner'] });
  });

  it('who is Portal-managed while SCIM is on is admitted, and keeps their roles', async () => {
    const { tenantId, ana } = await newSsoTenant();
    await setSettings(tenantId, { scimEnabled: true });
    const memberId = await newMember(tenantId, 'Ana Ruiz', { email: ana.email, roleKey: 'admin' });
    await admittedPerson(tenantId, { claims: { ...ana, roles: 'viewer' } });
    expect((await storedMember(tenantId, memberId)).grants).toMatchObject([{ roleKey: 'admin', source: 'PORTAL' }]);
  });

  it('keeps the address, with one warning, when the new one is another member’s', async () => {
    const { tenantId, ana, at } = await newSsoTenant();
    await newMember(tenantId, 'Bob', { email: at('bob') });
    const { memberId } = await admittedPerson(tenantId, { claims: ana });
    const claims = { ...ana, email: at('bob') };
    for (let count = 0; count < 2; count += 1) await admittedPerson(tenantId, { claims });
    expect((await storedMember(tenantId, memberId)).email).toBe(ana.email);
    const events = await storedEvents(tenantId, 'sso_user_updated');
    expect(events).toHaveLength(1);
    expect(events[0]?.notes?.[0]?.text).toMatch(/^Ana Ruiz keeps the address .*, which another member has$/);
  });
});

describe('owners', () => {
  it('the last owner keeps the role, with a warning', async () => {
    const { tenantId, ownerId, ownerEmail } = await newSsoTenant();
    await admittedPerson(tenantId, { claims: { email: ownerEmail, roles: 'viewer' } });
    expect((await storedMember(tenantId, ownerId)).roles).toEqual(['owner', 'viewer']);
    const [event] = await storedEvents(tenantId, 'sso_user_updated');
    expect(event?.notes?.map(({ text }) => text))
      .toEqual(['Olga Owner is the last owner and keeps that role; transfer ownership first']);
  });

  it('an owner marked as break-glass keeps the role, with a warning', async () => {
    const { tenantId, ownerId, ownerEmail } = await newSsoTenant();
    await newMember(tenantId, 'Second', { roleKey: 'owner' });
    await setMember(tenantId, ownerId, { breakGlass: true });
    await admittedPerson(tenantId, { claims: { email: ownerEmail, roles: 'viewer' } });
    expect((await storedMember(tenantId, ownerId)).roles).toEqual(['owner', 'viewer']);
  });

  it('of the last two owners who sign in at the same moment without the role, one stays', async () => {
    const { tenantId, ownerId, ownerEmail, at } = await newSsoTenant();
    const second = await newMember(tenantId, 'Second', { roleKey: 'owner', email: at('second') });
    await Promise.all([
      admittedPerson(tenantId, { subject: 'a', claims: { email: ownerEmail, roles: 'viewer' } }),
      admittedPerson(tenantId, { subject: 'b', claims: { email: at('second'), roles: 'viewer' } }),
    ]);
    const owners = await Promise.all([ownerId, second].map((id) => storedMember(tenantId, id)));
    expect(owners.filter(({ roles }) => roles.includes('owner'))).toHaveLength(1);
  });

  it('an owner who is not the last loses the role', async () => {
    const { tenantId, ownerId, ownerEmail } = await newSsoTenant();
    await newMember(tenantId, 'Second', { roleKey: 'owner' });
    await admittedPerson(tenantId, { claims: { email: ownerEmail, roles: 'viewer' } });
    expect((await storedMember(tenantId, ownerId)).roles).toEqual(['viewer']);
  });
});
