import type { Page } from '@playwright/test';
import { db } from '@/lib/db/kysely';
import { testKeys } from '@/testing/idp/test-keys';
import { newMember } from '@/testing/new-tenant';
import type { TestTenant } from '@/testing/new-tenant';
import { setConnection, verifyDomain } from '@/testing/set-connection';
import { expectAccessible } from './support/audit';
import { watchFaults } from './support/page-faults';
import { expect, test } from './support/test';
import { visit } from './support/visit';

const SSO_PAGE = '/settings/identity/sso';

interface StateUnderTest {
  title: string;
  /** Switched off unless said. */
  enabled?: boolean;
  open: (page: Page) => Promise<void>;
}

const states: StateUnderTest[] = [
  {
    title: 'turning single sign-on on',
    async open(page) {
      await page.getByRole('switch', { name: /^Single sign-on/ }).click();
      await expect(page.getByRole('dialog', { name: 'Turn on single sign-on' })).toBeVisible();
    },
  },
  {
    title: 'turning single sign-on off',
    enabled: true,
    async open(page) {
      await page.getByRole('switch', { name: /^Single sign-on/ }).click();
      await expect(page.getByRole('dialog', { name: 'Turn off single sign-on' })).toBeVisible();
    },
  },
  {
    title: 'requiring single sign-on',
    enabled: true,
    async open(page) {
      await page.getByRole('checkbox', { name: /^Olga Owner/ }).check();
      await page.getByRole('switch', { name: 'Require single sign-on' }).click();
      await expect(page.getByRole('dialog', { name: 'Require single sign-on' })).toBeVisible();
    },
  },
  {
    title: 'removing a domain',
    enabled: true,
    async open(page) {
      await page.getByRole('button', { name: /^Remove .*\.test$/ }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    title: 'a domain that is none',
    async open(page) {
      await page.getByLabel('Add a domain').fill('not a domain');
      await page.getByRole('button', { name: 'Add domain' }).click();
      await expect(page.getByLabel('Add a domain')).toHaveAttribute('aria-invalid', 'true');
    },
  },
  {
    title: 'changes of the connection, with mistakes',
    async open(page) {
      await page.getByRole('textbox', { name: 'SSO URL' }).fill('no address');
      const unsaved = page.getByRole('region', { name: 'Unsaved changes' });
      await unsaved.getByRole('button', { name: /^(Save|Review and save)/ }).click();
      const review = page.getByRole('dialog');
      if (await review.isVisible()) await review.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByRole('textbox', { name: 'SSO URL' })).toHaveAttribute('aria-invalid', 'true');
    },
  },
  {
    title: 'metadata that is none',
    async open(page) {
      await page.getByText('Paste metadata').click();
      await page.getByLabel('Metadata as XML').fill('<html>');
      await page.getByRole('button', { name: 'Read metadata' }).click();
      await expect(page.getByText('The metadata was not read')).toBeVisible();
    },
  },
  {
    title: 'how long sessions last',
    async open(page) {
      await page.getByRole('region', { name: 'Sessions' }).getByRole('button', { name: 'Change…' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
];

async function connect({ tenantId }: TestTenant, enabled: boolean): Promise<void> {
  const { certificate } = await testKeys('dialogs');
  await setConnection(tenantId, {
    enabled,
    protocol: 'SAML',
    provider: 'ENTRA',
    idpEntityId: 'https://sts.windows.test/8d1c',
    idpSsoUrl: 'https://login.microsoftonline.test/8d1c/saml2',
    idpCertificates: [certificate],
    spCertificate: certificate,
  });
  await verifyDomain(tenantId, `${tenantId}.test`);
}

for (const { title, enabled = false, open } of states) {
  test(`${title}: accessible and without a fault`, async ({ owner, tenant }) => {
    await connect(tenant, enabled);
    const faults = await watchFaults(owner);
    await visit(owner, SSO_PAGE);
    await open(owner);
    await expectAccessible(owner);
    expect(faults).toEqual([]);
  });
}

test('forgetting how somebody signs in: accessible and without a fault', async ({ owner, tenant }) => {
  const { tenantId } = tenant;
  await connect(tenant, true);
  const memberId = await newMember(tenantId, 'Ana Ruiz');
  await db().insertInto('SsoIdentity').values({ tenantId, memberId, subject: 'ana-for-ever' }).execute();
  const faults = await watchFaults(owner);
  await visit(owner, `/settings/members/${memberId}`);
  await owner.getByRole('button', { name: /^Forget how/ }).click();
  await expect(owner.getByRole('dialog')).toBeVisible();
  await expectAccessible(owner);
  expect(faults).toEqual([]);
});

test('an admin prepares the connection, and leaves it to an owner to trust it', async ({ tenant, signedIn }) => {
  const memberId = await newMember(tenant.tenantId, 'Ada Admin', { roleKey: 'admin' });
  const page = await signedIn({ tenantId: tenant.tenantId, memberId });
  await connect(tenant, false);
  await page.goto(SSO_PAGE);
  await expect(page.getByRole('switch', { name: /^Single sign-on/ })).toBeDisabled();
  await expect(page.getByText('Ask an owner: only owners turn it on')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'SSO URL' })).toBeEditable();
  await connect(tenant, true);
  await page.reload();
  await expect(page.getByText('Only owners change the connection while it is on')).toBeVisible();
  await expectAccessible(page);
});

test('a viewer sees the connection, no control and nothing secret', async ({ tenant, signedIn }) => {
  await connect(tenant, true);
  const memberId = await newMember(tenant.tenantId, 'Vera Visitor', { roleKey: 'viewer' });
  const page = await signedIn({ tenantId: tenant.tenantId, memberId });
  await page.goto(SSO_PAGE);
  const main = page.getByRole('main');
  await expect(main.getByText('https://sts.windows.test/8d1c').first()).toBeVisible();
  await expect(main.getByRole('switch').or(main.getByRole('textbox')).or(main.getByRole('checkbox'))).toHaveCount(0);
  await expect(main.getByRole('button', { name: /save|add|check|remove|change|sign in/i })).toHaveCount(0);
  await expectAccessible(page);
});
