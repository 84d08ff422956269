import { listEvents } from '@/lib/activity/list-events';
import { expect } from '@playwright/test';
import { mintCredential } from '@/lib/credentials/mint-credential';
import { revokeCredential } from '@/lib/credentials/revoke-credential';
import { db } from '@/lib/db/kysely';
import { listUnregistered } from '@/lib/schemas/list-unregistered';
import { registerExtension } from '@/lib/schemas/register-extension';
import { accepted } from '@/lib/shared/accepted';
import { saveIdentitySettings } from '@/lib/tenants/save-identity-settings';
import { findConnection } from '@/lib/sso/connection';
import { testReport } from '@/lib/sso/run-test';
import { tenantBaseUrl } from '@/lib/tenants/tenant-base-url';
import { testKeys } from '@/testing/idp/test-keys';
import { newMember, newTenant } from '@/testing/new-tenant';
import type { TestTenant } from '@/testing/new-tenant';
import { setConnection, verifyDomain } from '@/testing/set-connection';
import { OktaClient } from './okta-client';
import { people } from './people';
import { staffExtension } from './staff-extension';

/** An organisation in which every page has something to show. */
export interface Showcase extends TestTenant {
  /** A member who has no role. */
  memberWithoutRole: string;
  /** A member whom SCIM manages. */
  personByScim: string;
  /** Event of a request that was refused. */
  failedEvent: string;
  /** A test of the connection that the owner made. */
  connectionTest: string;
}

const DAY_MS = 86_400_000;

async function mint({ owner }: TestTenant, label: string, expiresAt: Date | null = null) {
  const wanted = { label, provider: 'OKTA' as const, scopes: ['scim' as const], mode: 'COMPATIBLE' as const };
  return accepted(await mintCredential(owner, { ...wanted, expiresAt }));
}

/** People come, one is refused twice, one is switched off. */
async function sync(tenant: TestTenant, token: string): Promise<void> {
  const okta = new OktaClient(tenantBaseUrl(tenant.tenantId), token);
  const staff = people(`${tenant.tenantId}.test`).slice(0, 6);
  const ids: string[] = [];
  for (const person of staff) ids.push(await okta.assign(person));
  await okta.send('POST', '/Users', { userName: staff[0]?.email ?? '', password: 'not-kept-Zx81' });
  await okta.deactivate(ids[1] ?? '');
}

/** One extension is registered and has values; attributes of another arrive. */
async function sendCustomAttributes({ tenantId, owner }: TestTenant, token: string): Promise<void> {
  accepted(await registerExtension(owner, staffExtension));
  const okta = new OktaClient(tenantBaseUrl(tenantId), token);
  await okta.send('POST', '/Users', {
    userName: `floor@${tenantId}.test`,
    [staffExtension.urn]: { floor: 3, badge: 'B-73' },
    'urn:okta:acme:1.0:user:custom': { hired: '2026-11-21T10:00:00Z', desk: { row: 1 } },
  });
  await expect.poll(() => listUnregistered(tenantId)).toHaveLength(3);
}

/** By SAML, switched on, with a domain that is verified and one that is not, and a test that has passed. */
async function connectIdp({ tenantId, ownerId, ownerEmail }: TestTenant): Promise<string> {
  const { certificate } = await testKeys('showcase');
  await setConnection(tenantId, {
    protocol: 'SAML',
    provider: 'OKTA',
    idpEntityId: 'http://www.okta.com/exk1fxyz',
    idpSsoUrl: 'https://acme.okta.test/app/exk1fxyz/sso/saml',
    idpCertificates: [certificate],
    spCertificate: certificate,
  });
  await verifyDomain(tenantId, `${tenantId}.test`);
  await db().insertInto('EmailDomain').values({ tenantId, domain: `${tenantId}.example`, challenge: 'to-be-found', createdByName: 'Olga Owner' }).execute();
  const connection = await findConnection(tenantId);
  if (!connection) throw new Error('The connection was not stored.');
  const claims = { email: [ownerEmail], firstName: ['Olga'], groups: ['Engineering', 'Everyone'] };
  const identity = { protocol: 'SAML' as const, subject: ownerEmail, claims, logout: null };
  return (await testReport(connection, ownerId, { identity })).id;
}

/** Makes an organisation with people, credentials and events of many kinds. */
export async function makeShowcase(): Promise<Showcase> {
  const tenant = await newTenant();
  const { tenantId, owner } = tenant;
  accepted(await saveIdentitySettings(owner, { revision: 1, scimEnabled: true, logSuccessfulReads: true }));
  const { token } = await mint(tenant, 'Okta production');
  await sync(tenant, token);
  await sendCustomAttributes(tenant, token);
  await mint(tenant, 'Okta staging', new Date(Date.now() + 7 * DAY_MS));
  const { credential } = await mint(tenant, 'Okta before the move');
  accepted(await revokeCredential(owner, { credentialId: credential.id }));
  await newMember(tenantId, 'Ivo Invited', { roleKey: 'viewer' });
  await newMember(tenantId, 'Wolfeschlegelsteinhausenbergerdorff Maximiliana Annegret von und zu Hohenlohe');
  await newMember(tenantId, 'ליאת כהן');
  const memberWithoutRole = await newMember(tenantId, 'Nora Norole');
  await db().deleteFrom('MemberRole').where('tenantId', '=', tenantId).where('memberId', '=', memberWithoutRole).execute();
  const { id: personByScim } = await db().selectFrom('Member').select('id').where('tenantId', '=', tenantId)
    .where('scimUserId', 'is not', null).where('displayName', '=', 'Ana Ruiz').executeTakeFirstOrThrow();
  const failedEvent = (await listEvents(tenantId, { outcome: 'FAILED' })).events[0]?.id ?? '';
  const connectionTest = await connectIdp(tenant);
  return { ...tenant, memberWithoutRole, personByScim, failedEvent, connectionTest };
}
