import { ssoAddresses } from '@/lib/sso/addresses';
import { expectAccessible } from './support/audit';
import { beginSignIn, comeBack, outcomeOf, postResponse, requestIdIn } from './support/sso-answers';
import type { ConnectedTenant } from './support/sso-test';
import { expect, test } from './support/sso-test';
import { expectRefused, signInAtIdp, signInBySso } from './support/sso-visit';

/** The page that a browser is on after an attacker's site has posted a form from it. */
function postForm(acsUrl: string, fields: Record<string, string>): string {
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
  return `<form method="post" action="${acsUrl}">${inputs.join('')}</form><script>document.forms[0].submit()</script>`;
}

const start = ({ tenantId }: ConnectedTenant) => new URL(ssoAddresses(tenantId).start).pathname;

test('OpenID Connect: a link with the attacker’s answer does not sign the victim in', async ({ page, connected, hostileIdp, request }) => {
  // An issuer that signs everybody in at once, so that the attacker gets along without a page.
  const tenant = await connected('OIDC', { issuer: hostileIdp.issuer, clientSecret: null });
  hostileIdp.claims = { sub: 'mallory', email: `mallory@${tenant.domain}` };
  const answer = await comeBack(request, await beginSignIn(request, tenant.tenantId));
  await page.goto(answer.href);
  await expectRefused(page, 'sso_browser_mismatch');
  expect((await page.context().request.get('/api/identity-events')).status()).toBe(401);
});

test('SAML: a form with the attacker’s response does not sign the victim in', async ({ page, connected, samlIdp, browser, baseURL }) => {
  const tenant = await connected('SAML');
  const { acsUrl } = ssoAddresses(tenant.tenantId);
  const attacker = await browser.newPage({ baseURL });
  await attacker.route(acsUrl, (route) => route.abort());
  const kept = attacker.waitForRequest(acsUrl);
  await attacker.goto(start(tenant));
  await signInAtIdp(attacker, tenant.know('mallory').login);
  await kept;
  const { fields = {} } = samlIdp.posted.at(-1) ?? {};

  await page.route(`${samlIdp.origin}/trap`, (route) =>
    route.fulfill({ contentType: 'text/html', body: postForm(acsUrl, fields) }),
  );
  await page.goto(`${samlIdp.origin}/trap`);
  await expectRefusedAtTheEnd(page);
  expect((await page.context().request.get('/api/identity-events')).status()).toBe(401);
  await attacker.context().close();

  async function expectRefusedAtTheEnd(victim: typeof page): Promise<void> {
    await expect(victim.getByText('sso_browser_mismatch', { exact: true })).toBeVisible();
    expect(victim.url()).not.toContain('#');
  }
});

test('SAML that begins at the identity provider is refused unless it is allowed, and then asks first', async ({ page, connected, samlIdp, browser, baseURL }) => {
  const refusing = await connected('SAML');
  await page.goto(samlIdp.initiateUrl(ssoAddresses(refusing.tenantId).acsUrl));
  await signInAtIdp(page, refusing.know('ana').login);
  await expectRefused(page, 'sso_idp_initiated_not_allowed');

  const tenant = await connected('SAML', { allowIdpInitiated: true });
  const ana = tenant.know('ana');
  for (const consents of [false, true]) {
    const visitor = await browser.newPage({ baseURL });
    await visitor.goto(samlIdp.initiateUrl(ssoAddresses(tenant.tenantId).acsUrl));
    await signInAtIdp(visitor, ana.login);
    const question = `Sign in to Org ${tenant.tenantId} as ${ana.email}?`;
    await expect(visitor.getByRole('heading', { name: question, level: 1 })).toBeVisible();
    expect((await visitor.context().request.get('/api/identity-events')).status()).toBe(401);
    if (consents) {
      await expectAccessible(visitor);
      await visitor.getByRole('button', { name: 'Sign in' }).click();
      await expect(visitor.getByRole('button', { name: 'Account of Ana Ruiz' })).toBeVisible();
    } else {
      await visitor.getByRole('link', { name: 'Not me' }).click();
      await expect(visitor.getByLabel('Email')).toBeVisible();
    }
    await visitor.context().close();
  }
});

for (const to of ['https://evil.test/', '//evil.test', '/\\evil.test']) {
  test(`nothing on the way leads to ${JSON.stringify(to)}`, async ({ page, connected, samlIdp, request }) => {
    const tenant = await connected('SAML');
    const wanted = encodeURIComponent(to);
    await page.goto(`/sign-in?callbackUrl=${wanted}`);
    await page.goto(`${start(tenant)}?to=${wanted}`);
    await signInAtIdp(page, tenant.know('olga').login);
    await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
    expect(new URL(page.url()).hostname).toBe('localhost');

    await page.goto(`/sign-in/finish?to=${wanted}`);
    await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
    const requestId = requestIdIn(await beginSignIn(request, tenant.tenantId));
    const junk = `<samlp:Response InResponseTo="${requestId}"/>`;
    const refused = await postResponse(request, tenant.tenantId, junk, { RelayState: to });
    expect(outcomeOf(refused)).toMatchObject({ code: 'sso_response_invalid' });
    expect(samlIdp.requests.length).toBeGreaterThan(0);
  });
}

test('a page of refusal says only what this server has written', async ({ page, connected }) => {
  const tenant = await connected('OIDC');
  for (const token of ['made-up', 'sec1.app.AAAA.AAAA', '<script>alert(1)</script>']) {
    await page.goto(`/sign-in/refused?r=${encodeURIComponent(token)}`);
    await expect(page.getByRole('heading', { name: 'This page is too old', level: 1 })).toBeVisible();
  }
  await page.goto('/sign-in/finish#made-up');
  await expect(page.getByText('sso_request_unknown', { exact: true })).toBeVisible();
  await signInBySso(page, tenant.know('olga'));
  await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
});
