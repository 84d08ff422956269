import type { Locator, Page } from '@playwright/test';
import { listEvents } from '@/lib/activity/list-events';
import { db } from '@/lib/db/kysely';
import { ssoAddresses } from '@/lib/sso/addresses';
import { spMetadata } from '@/lib/sso/saml/sp-metadata';
import { addRules } from '@/testing/add-rules';
import type { TestTenant } from '@/testing/new-tenant';
import { verifyDomain } from '@/testing/set-connection';
import { setMapping } from '@/testing/set-mapping';
import { expectAccessible, expectDistinctButtons, expectNoSidewaysScrolling } from './support/audit';
import { idpPerson } from './support/idp-person';
import { watchFaults } from './support/page-faults';
import { CLIENT_SECRET, clientIdOf } from './support/sso-idps';
import { expect, protocols, test } from './support/sso-test';
import { enterEmail, signInAtIdp } from './support/sso-visit';
import { visit } from './support/visit';

const SSO_PAGE = '/settings/identity/sso';

function card(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

async function save(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Unsaved changes' }).getByRole('button', { name: /^(Save|Review and save)/ }).click();
  await expect(page.getByText('The connection is saved')).toBeVisible();
}

/** What a test of the connection must leave as it was. */
async function stateOf({ tenantId }: TestTenant): Promise<unknown> {
  const [members, sessions, identities] = await Promise.all([
    db().selectFrom('Member').select(['id', 'displayName', 'email']).where('tenantId', '=', tenantId).execute(),
    db().selectFrom('Session').select('id').where('tenantId', '=', tenantId).execute(),
    db().selectFrom('SsoIdentity').selectAll().where('tenantId', '=', tenantId).execute(),
  ]);
  return { members, sessions, identities, events: (await listEvents(tenantId, {})).events.map(({ id }) => id) };
}

/** Presses the button of the test, signs in in the tab that opens, and answers with the tab. */
async function tryConnection(page: Page, login: string): Promise<Page> {
  const opening = page.context().waitForEvent('page');
  await card(page, 'Try it').getByRole('link', { name: /^Sign in as yourself/ }).click();
  const tab = await opening;
  await signInAtIdp(tab, login);
  return tab;
}

async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

test('a domain is verified by its TXT record, and the page says what it found until then', async ({ owner, tenant, dnsServer }) => {
  const domain = `${tenant.tenantId}.test`;
  await visit(owner, SSO_PAGE);
  const domains = card(owner, 'Email domains');
  await domains.getByLabel('Add a domain').fill(domain.toUpperCase());
  await domains.getByRole('button', { name: 'Add domain' }).click();
  const row = domains.getByRole('listitem').filter({ hasText: domain });
  await expect(row.getByText('Not verified yet')).toBeVisible();
  const { challenge } = await db().selectFrom('EmailDomain').select('challenge').where('tenantId', '=', tenant.tenantId).executeTakeFirstOrThrow();
  const value = `rollcall-domain-verification=${challenge}`;
  await expect(row.getByText(value)).toBeVisible();

  const check = async (finding: string) => {
    await row.getByRole('button', { name: `Check ${domain} now` }).click();
    await expect(row.getByText(finding)).toBeVisible();
  };
  await check(`There is no _rollcall.${domain} in the DNS.`);
  dnsServer.set(`_rollcall.${domain}`, ['v=spf1 -all']);
  await check(`Found another TXT record at _rollcall.${domain}: “v=spf1 -all”.`);
  await expectAccessible(owner);
  dnsServer.set(`_rollcall.${domain}`, ['v=spf1 -all', value]);
  await check(`Found the record at _rollcall.${domain}.`);
  await expect(row.getByText(/^Verified /)).toBeVisible();
  dnsServer.set(`_rollcall.${domain}`, 'NXDOMAIN');
  await check(`${domain} stays verified, but its record was not found.`);
});

for (const protocol of protocols) {
  test(`${protocol}: from the first field to Require SSO`, async ({ owner, tenant, idps, oidcIdp, samlIdp, browser, baseURL }) => {
    const { tenantId, ownerEmail } = tenant;
    const faults = await watchFaults(owner);
    await verifyDomain(tenantId, `${tenantId}.test`);
    await setMapping(tenantId, { source: 'IDP_GROUPS', defaultRoleKey: null });
    await addRules(tenantId, [{ kind: 'GROUP', name: 'Rollcall Admins', roleKey: 'admin' }]);
    idps[protocol].know(idpPerson(ownerEmail, { groups: ['Rollcall Admins'], givenName: 'Olga', familyName: 'Owner' }));
    await visit(owner, SSO_PAGE);
    await expect(owner.getByRole('switch', { name: /^Single sign-on/ })).toBeDisabled();

    if (protocol === 'OIDC') {
      await idps.OIDC.connect(tenantId);
      await owner.getByRole('textbox', { name: 'Issuer' }).fill(oidcIdp.issuer);
      await owner.getByRole('button', { name: 'Check issuer' }).click();
      await expect(owner.getByText('Discovered')).toBeVisible();
      await owner.getByRole('textbox', { name: 'Client ID' }).fill(clientIdOf(tenantId));
      await owner.getByRole('textbox', { name: 'Client secret' }).fill(CLIENT_SECRET);
      await owner.getByRole('textbox', { name: 'Scopes' }).fill('openid email profile groups');
      await expect(card(owner, 'Give these to your IdP').getByText(ssoAddresses(tenantId).redirectUri)).toBeVisible();
    } else {
      await owner.getByRole('radio', { name: /^SAML/ }).check();
      await owner.getByRole('textbox', { name: 'Metadata URL' }).fill(samlIdp.metadataUrl);
      await owner.getByRole('button', { name: 'Fetch metadata' }).click();
      await expect(owner.getByText('Metadata read')).toBeVisible();
      await expect(owner.getByRole('textbox', { name: 'IdP entity ID' })).toHaveValue(samlIdp.entityId);
    }
    await save(owner);
    expect(await owner.content()).not.toContain(CLIENT_SECRET);
    if (protocol === 'SAML') {
      const { spCertificate } = await db().selectFrom('SsoConnection').select('spCertificate').where('tenantId', '=', tenantId).executeTakeFirstOrThrow();
      samlIdp.trust(spMetadata(tenantId, spCertificate));
    }
    await expect(owner.getByRole('switch', { name: /^Single sign-on/ })).toBeDisabled();

    const before = await stateOf(tenant);
    const tab = await tryConnection(owner, ownerEmail);
    await expect(tab.getByRole('heading', { name: 'The test passed' })).toBeVisible();
    await expect(card(tab, 'Claims that arrived').getByRole('row').filter({ hasText: ownerEmail }).first()).toBeVisible();
    await expect(card(tab, 'What a sign-in would do').getByText('Admin', { exact: true })).toBeVisible();
    expect(await stateOf(tenant)).toEqual(before);
    await expectAccessible(tab);
    await expectNoSidewaysScrolling(tab);
    await expectDistinctButtons(tab);
    await tab.close();

    await visit(owner, SSO_PAGE);
    await owner.getByRole('switch', { name: /^Single sign-on/ }).click();
    await confirm(owner, 'Turn on SSO');
    await expect(owner.getByText('Single sign-on is on', { exact: true })).toBeVisible();
    await expect(owner.getByRole('switch', { name: 'Require single sign-on' })).toBeDisabled();
    await owner.getByRole('checkbox', { name: /^Olga Owner/ }).check();
    await expect(owner.getByRole('switch', { name: 'Require single sign-on' })).toBeEnabled();
    await owner.getByRole('switch', { name: 'Require single sign-on' }).click();
    await confirm(owner, 'Require SSO');
    await expect(owner.getByText('Single sign-on is required', { exact: true })).toBeVisible();
    expect(faults).toEqual([]);

    const visitor = await browser.newPage({ baseURL });
    await visitor.goto('/settings/members');
    await enterEmail(visitor, ownerEmail);
    await signInAtIdp(visitor, ownerEmail);
    await expect(visitor.getByRole('button', { name: 'Account of Olga Owner' })).toBeVisible();
    await visitor.context().close();
  });

  test(`${protocol}: a test that fails says which check, changes nothing and unlocks nothing`, async ({ owner, tenant, connected, samlIdp }) => {
    const connection = await connected(protocol, {
      enabled: false,
      testedTrial: null,
      ...(protocol === 'OIDC' ? { clientId: 'somebody-else' } : { idpEntityId: 'https://somebody-else.test' }),
    });
    const login = connection.know('olga').login;
    const before = await stateOf(tenant);
    await visit(owner, SSO_PAGE);
    if (protocol === 'OIDC') {
      const opening = owner.context().waitForEvent('page');
      await card(owner, 'Try it').getByRole('link', { name: /^Sign in as yourself/ }).click();
      // The identity provider does not know the application, and keeps the person with it.
      await expect((await opening).getByText('invalid_client')).toBeVisible();
    } else {
      const tab = await tryConnection(owner, login);
      await expect(tab.getByRole('region', { name: 'Checks' }).getByText('Failed').first()).toBeVisible();
      await expect(tab.getByText('sso_response_invalid')).toBeVisible();
      await expect(tab.getByText(samlIdp.entityId).first()).toBeVisible();
      await expectAccessible(tab);
    }
    await visit(owner, SSO_PAGE);
    await expect(owner.getByRole('switch', { name: /^Single sign-on/ })).toBeDisabled();
    expect(await stateOf(tenant)).toEqual(before);
  });
}

const internal = ['https://169.254.169.254/latest', 'http://127.0.0.1:1', 'https://[::1]/', 'https://10.0.0.1/', 'https://localhost/'];

test('addresses inside the network are not fetched, and the page says why', async ({ owner }) => {
  await visit(owner, SSO_PAGE);
  for (const address of internal) {
    await owner.getByRole('textbox', { name: 'Issuer' }).fill(address);
    await owner.getByRole('button', { name: 'Check issuer' }).click();
    await expect(owner.getByText('Not discovered')).toBeVisible();
    await expect(owner.getByText(/https|private|public|ROLLCALL_OUTBOUND_ALLOW/).first()).toBeVisible();
  }
  await owner.getByRole('radio', { name: /^SAML/ }).check();
  for (const address of internal) {
    await owner.getByRole('textbox', { name: 'Metadata URL' }).fill(address);
    await owner.getByRole('button', { name: 'Fetch metadata' }).click();
    await expect(owner.getByText('The metadata was not read')).toBeVisible();
  }
});
