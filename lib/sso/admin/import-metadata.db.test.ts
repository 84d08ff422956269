import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findConnectionView } from '@/lib/sso/admin/connection-view';
import { importMetadata, importMetadataSchema } from '@/lib/sso/admin/import-metadata';
import { startSamlIdp } from '@/testing/idp/saml-idp';
import type { SamlIdp } from '@/testing/idp/saml-idp';
import { samlIdpMetadata } from '@/testing/idp/saml-idp-metadata';
import { testKeys } from '@/testing/idp/test-keys';
import { newTenant } from '@/testing/new-tenant';

let idp: SamlIdp;

beforeAll(async () => {
  process.env.ROLLCALL_OUTBOUND_ALLOW = '127.0.0.1';
  idp = await startSamlIdp();
});
afterAll(() => idp.close());

describe('the import of metadata', () => {
  it('fetches it and fills the form, and saves nothing', async () => {
    const { tenantId, owner } = await newTenant();
    expect(await importMetadata(owner, { url: idp.metadataUrl })).toMatchObject({
      ok: true,
      fields: {
        idpEntityId: idp.entityId,
        idpSsoUrl: idp.ssoUrl,
        idpSloUrl: idp.sloUrl,
        idpMetadataUrl: idp.metadataUrl,
        certificates: [{ subject: 'CN=idp', state: 'valid' }],
      },
    });
    expect((await findConnectionView(tenantId)).revision).toBe(0);
  });

  it('reads a file, and keeps no address then', async () => {
    const { owner } = await newTenant();
    const answer = await importMetadata(owner, { xml: idp.metadata() });
    expect(answer).toMatchObject({ ok: true, fields: { idpEntityId: idp.entityId, idpMetadataUrl: '' }, notes: [] });
  });

  it('keeps as many certificates as a connection can have, and says so', async () => {
    const { owner } = await newTenant();
    const names = ['idp', 'idp 1', 'idp 2', 'idp 3', 'idp 4'];
    const certificates = await Promise.all(names.map(async (name) => (await testKeys(name)).certificate));
    const addresses = { ssoUrl: 'https://a.test/', sloUrl: 'https://a.test/' };
    const xml = samlIdpMetadata({ entityId: 'urn:a', ...addresses, certificates });
    const answer = await importMetadata(owner, { xml });
    expect(answer.ok && answer.fields.certificates).toHaveLength(4);
    expect(answer).toHaveProperty('notes', ['It holds more certificates than the 4 that are kept; 1 was left out.']);
  });

  it.each([
    [{ xml: 'rubbish' }, 'unusable', 'xml'],
    [{ url: 'ftp://idp.test/metadata' }, 'invalid', 'url'],
    [{ url: 'http://idp.test/metadata' }, 'invalid', 'url'],
    [{ url: 'https://10.0.0.7/metadata' }, 'unusable', 'url'],
  ])('refuses %j in words, at its field', async (source, reason, field) => {
    const { owner } = await newTenant();
    const refused = await importMetadata(owner, source);
    expect(refused).toMatchObject({ ok: false, reason, field, message: expect.stringMatching(/\w+ .+\./) });
  });

  it('says so when nothing is there', async () => {
    const { owner } = await newTenant();
    const refused = await importMetadata(owner, { url: `${idp.origin}/nowhere` });
    expect(refused).toMatchObject({ ok: false, reason: 'unusable', message: expect.stringContaining('404') });
  });

  it.each(['MEMBER', 'VIEWER', null] as const)('is not for the level %s: nothing is fetched', async (level) => {
    const { owner } = await newTenant();
    const refused = await importMetadata({ ...owner, level }, { url: idp.metadataUrl });
    expect(refused).toMatchObject({ ok: false, reason: 'forbidden' });
  });

  it('is limited for each tenant', async () => {
    const { owner } = await newTenant();
    for (let time = 0; time < 30; time += 1) await importMetadata(owner, { xml: 'rubbish' });
    expect(await importMetadata(owner, { xml: idp.metadata() })).toMatchObject({ reason: 'throttled' });
  });

  it('wants an address or a file', () => {
    expect(importMetadataSchema.safeParse({ url: idp.metadataUrl }).success).toBe(true);
    expect(importMetadataSchema.safeParse({}).success).toBe(false);
    const { error } = importMetadataSchema.safeParse({ url: ' ' });
    expect(error?.issues).toMatchObject([{ path: ['url'], message: 'Enter the metadata URL.' }]);
  });
});
