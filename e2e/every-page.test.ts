import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { sealRefusal } from '@/lib/sso/refusal-token';
import {
  expectAccessible,
  expectDistinctButtons,
  expectFontPreload,
  expectNoSidewaysScrolling,
  expectSecurityHeaders,
} from './support/audit';
import { watchFaults } from './support/page-faults';
import { makeShowcase } from './support/showcase';
import type { Showcase } from './support/showcase';
import { expect, test } from './support/test';

/** Compressed bytes of script that a settings page may load before anybody touches it. */
const SCRIPT_BUDGET = 180_000;

interface PageUnderTest {
  title: string;
  path: (showcase: Showcase) => string;
  /** Who opens it; nobody is signed in when left out. */
  viewer?: 'owner' | 'memberWithoutRole';
  /** Text that the page is about. */
  shows: string | RegExp;
  status?: 404;
}

function refusedPath({ tenantId }: Showcase): string {
  const who = { email: `ana@${tenantId}.test`, eventId: '0198c2f0-0000-7000-8000-000000000000' };
  const at = new Date().toISOString();
  const token = sealRefusal({ code: 'scim_required_user_not_provisioned', tenantId, ...who, returnPath: '/settings', at });
  return `/sign-in/refused?r=${token}`;
}

const settingsPages: PageUnderTest[] = [
  { title: 'Members', path: () => '/settings/members', shows: 'Ivo Invited' },
  { title: 'SSO', path: () => '/settings/identity/sso', shows: 'Break-glass owners' },
  { title: 'SCIM', path: () => '/settings/identity/scim', shows: 'Arrived but not registered' },
  { title: 'Role mapping', path: () => '/settings/identity/role-mapping', shows: 'Values that have arrived' },
  { title: 'Roles', path: () => '/settings/identity/role-mapping/roles', shows: 'What each level may do' },
  { title: 'Set-up', path: () => '/settings/identity/setup?idp=entra', shows: 'Progress' },
  { title: 'Activity', path: () => '/settings/identity/activity', shows: 'Ana Ruiz' },
  { title: 'API keys', path: () => '/settings/api-keys', shows: 'Okta staging' },
  { title: 'A person', path: ({ personByScim }) => `/settings/members/${personByScim}`, shows: 'Why not another role?' },
  { title: 'Try it', path: () => '/settings/identity/role-mapping/try', shows: 'Try a SCIM user' },
];

const otherPages: PageUnderTest[] = [
  { title: 'Set-up for Okta', path: () => '/settings/identity/setup?idp=okta', shows: 'Unique identifier field for users' },
  { title: 'Set-up for JumpCloud', path: () => '/settings/identity/setup?idp=jumpcloud', shows: 'Token Key' },
  { title: 'Set-up for others', path: () => '/settings/identity/setup?idp=other', shows: 'Progress' },
  { title: 'SCIM reference of an organisation', path: () => '/docs/scim', shows: 'urn:acme:scim:staff:1.0:User' },
  { title: 'A test of the connection', path: ({ connectionTest }) => `/settings/identity/sso/test/${connectionTest}`, shows: 'Claims that arrived' },
  { title: 'A test that is not there', path: () => '/settings/identity/sso/test/none', shows: 'not here', status: 404 },
  { title: 'Sign-in reference of an organisation', path: () => '/docs/sign-in', shows: '/acs' },
  { title: 'Members who have left', path: () => '/settings/members?status=DEPROVISIONED', shows: 'Ana Ström' },
  { title: 'A person without a role', path: ({ memberWithoutRole }) => `/settings/members/${memberWithoutRole}`, shows: 'No role, so no access' },
  { title: 'A person who is not there', path: () => '/settings/members/none', shows: 'This person is not here.', status: 404 },
  { title: 'Members, none found', path: () => '/settings/members?q=nobody', shows: 'Search: nobody' },
  { title: 'Activity with an event open', path: ({ failedEvent }) => `/settings/identity/activity?event=${failedEvent}`, shows: 'What was sent and answered' },
  { title: 'Activity, none found', path: () => '/settings/identity/activity?q=nothing', shows: 'No events match.' },
  { title: 'An event', path: ({ failedEvent }) => `/settings/identity/activity/${failedEvent}`, shows: 'What was sent and answered' },
  { title: 'An event that is not there', path: () => '/settings/identity/activity/none', shows: 'This event is not here.', status: 404 },
  { title: 'No such page', path: () => '/settings/nowhere', shows: 'Page not found', status: 404 },
];

const pages: PageUnderTest[] = [
  ...[...settingsPages, ...otherPages].map((page) => ({ ...page, viewer: 'owner' as const })),
  { title: 'No role', path: () => '/no-access', viewer: 'memberWithoutRole', shows: 'You have no role here' },
  { title: 'Sign-in reference', path: () => '/docs/sign-in', shows: 'scim_required_user_not_provisioned' },
  { title: 'SCIM reference', path: () => '/docs/scim', shows: 'What a SCIM 2.0 client may send' },
  { title: 'Sign in', path: () => '/sign-in', shows: 'or send a code to your email address.' },
  { title: 'A refused sign-in', path: refusedPath, shows: 'scim_required_user_not_provisioned' },
  { title: 'A refusal that is too old', path: () => '/sign-in/refused?r=made-up', shows: 'This page is too old' },
  { title: 'A useless answer of an identity provider', path: () => '/sign-in/finish#used', shows: 'sso_request_unknown' },
  { title: 'A useless sign-in link', path: () => '/sign-in/link#used', shows: 'This link no longer works' },
  { title: 'A useless set-up link', path: () => '/setup#used', shows: 'This set-up link is not complete' },
];

let made: Promise<Showcase> | undefined;

/** One organisation for all pages: looking changes nothing. */
function showcaseOfWorker(): Promise<Showcase> {
  return (made ??= makeShowcase());
}

function memberOf(showcase: Showcase, viewer: PageUnderTest['viewer']) {
  const memberId = viewer === 'memberWithoutRole' ? showcase.memberWithoutRole : showcase.ownerId;
  return { tenantId: showcase.tenantId, memberId };
}

/** A page that loads is not the fault of the page, when it says itself that it is not there. */
function unexpected(faults: string[], status: number | undefined): string[] {
  return status === 404 ? faults.filter((fault) => !/status of 404/.test(fault)) : faults;
}

for (const { title, path, viewer, shows, status } of pages) {
  test(`${title}: accessible, narrow enough, and without a fault`, async ({ server, browser, signedIn }) => {
    const showcase = await showcaseOfWorker();
    const page = viewer ? await signedIn(memberOf(showcase, viewer)) : await browser.newPage({ baseURL: server.url });
    const faults = await watchFaults(page);
    const response = await page.goto(path(showcase));
    expect(response?.status()).toBe(status ?? 200);
    expectSecurityHeaders(response);
    if (!status) expectFontPreload(response);
    await expect(page.getByText(shows).first()).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScrolling(page);
    await expectDistinctButtons(page);
    expect(unexpected(faults, status)).toEqual([]);
    await page.context().close();
  });
}

/** What the page says, apart from times, which the browser words in its own zone, and from hints to turn scripts on. */
function textOf(page: Page): Promise<string[]> {
  return page.getByRole('main').evaluate((main) => {
    const copy = main.cloneNode(true) as HTMLElement;
    for (const element of copy.querySelectorAll('time, noscript, [role=rowheader][scope=rowgroup]')) element.remove();
    const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    const words: string[] = [];
    while (texts.nextNode()) words.push(texts.currentNode.textContent?.trim() ?? '');
    return words.filter(Boolean);
  });
}

/** Opens an address and weighs the scripts that come with it, compressed as well as gzip can. */
async function weighScripts(page: Page, path: string): Promise<number> {
  const weights: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    weights.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  return (await Promise.all(weights)).reduce((sum, weight) => sum + weight, 0);
}

for (const { title, path, shows } of settingsPages) {
  test(`${title}: loads at most ${SCRIPT_BUDGET / 1000} kB of scripts, and says the same without`, async ({ browser, signedIn }) => {
    const showcase = await showcaseOfWorker();
    const page = await signedIn(memberOf(showcase, 'owner'));
    const weight = await weighScripts(page, path(showcase));
    test.info().annotations.push({ type: 'bytes of script, compressed', description: String(weight) });
    expect(weight).toBeGreaterThan(0);
    expect(weight).toBeLessThanOrEqual(SCRIPT_BUDGET);

    const context = await browser.newContext({
      baseURL: new URL(page.url()).origin,
      storageState: await page.context().storageState(),
      javaScriptEnabled: false,
    });
    const plain = await context.newPage();
    await plain.goto(path(showcase));
    await expect(plain.getByText(shows).first()).toBeVisible();
    expect(await textOf(plain)).toEqual(await textOf(page));
    await context.close();
  });
}
