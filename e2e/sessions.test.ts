import { listSessions } from '@/lib/sign-in/list-sessions';
import { db } from '@/lib/db/kysely';
import { ageSession } from '@/testing/age-session';
import { newMember } from '@/testing/new-tenant';
import { setConnection, verifyDomain } from '@/testing/set-connection';
import { expectAccessible, expectDistinctButtons, expectNoSidewaysScrolling } from './support/audit';
import { expect, test } from './support/test';
import { visit } from './support/visit';

const DESK = { width: 1280, height: 800 };

test('an owner sees where a person is signed in, and ends it there and everywhere', async ({ tenant, owner, signedIn }) => {
  const { tenantId } = tenant;
  const memberId = await newMember(tenantId, 'Ana Ruiz');
  const browsers = [];
  for (let number = 0; number < 3; number += 1) browsers.push(await signedIn({ tenantId, memberId }));
  const [oldest] = (await listSessions(tenantId, memberId)).toReversed();
  await ageSession({ tenantId, memberId, sessionId: oldest?.id ?? '' }, { begun: 120, seen: 60 });

  await visit(owner, `/settings/members/${memberId}`);
  const card = owner.getByRole('region', { name: 'Sessions' });
  await expect(card.getByRole('listitem')).toHaveCount(3);
  await expect(card.getByRole('listitem').last()).toContainText(/Signed in with a sign-in link 2 h ago from 127\.0\.0\.1/);
  await expectAccessible(owner);
  await expectDistinctButtons(owner);
  await expectNoSidewaysScrolling(owner);
  await owner.setViewportSize(DESK);

  await card.getByRole('button', { name: /^End session 3/ }).click();
  await owner.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await expect(card.getByText('1 session ended')).toBeVisible();
  await expect(card.getByRole('listitem')).toHaveCount(2);
  await browsers[0]?.goto('/settings/members');
  await expect(browsers[0] ?? owner).toHaveURL(/\/sign-in/);
  await browsers[1]?.goto('/settings/members');
  await expect(browsers[1] ?? owner).toHaveURL(/\/settings\/members/);

  await card.getByRole('button', { name: 'End all sessions…' }).click();
  await owner.getByRole('dialog').getByRole('button', { name: 'End all sessions' }).click();
  await expect(card.getByText('Signed in nowhere.')).toBeVisible();
  for (const page of browsers) {
    await page.goto('/settings/members');
    await expect(page).toHaveURL(/\/sign-in/);
  }
  await expect(owner.getByRole('link', { name: 'Olga Owner ended 2 sessions of Ana Ruiz' })).toBeVisible();
});

test('of one’s own sessions all but this one can be ended, and an owner’s not by admins', async ({ tenant, owner, signedIn }) => {
  const { tenantId, ownerId } = tenant;
  const elsewhere = await signedIn({ tenantId, memberId: ownerId });
  const admin = await signedIn({ tenantId, memberId: await newMember(tenantId, 'Priya Admin', { roleKey: 'admin' }) });
  await visit(admin, `/settings/members/${ownerId}`);
  const seen = admin.getByRole('region', { name: 'Sessions' });
  await expect(seen.getByText('Only owners can end the sessions of an owner.')).toBeVisible();
  await expect(seen.getByRole('button')).toHaveCount(0);

  await visit(owner, `/settings/members/${ownerId}`);
  const card = owner.getByRole('region', { name: 'Sessions' });
  await card.getByRole('button', { name: 'End all other sessions…' }).click();
  await owner.getByRole('dialog').getByRole('button', { name: 'End all other sessions' }).click();
  await expect(card.getByRole('listitem')).toHaveCount(1);
  await expect(card.getByText('This session')).toBeVisible();
  await elsewhere.goto('/settings/members');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
});

test('a person is forgotten to the identity provider', async ({ tenant, owner }) => {
  const { tenantId } = tenant;
  await setConnection(tenantId, { provider: 'OKTA', required: true });
  await verifyDomain(tenantId, `${tenantId}.test`);
  const memberId = await newMember(tenantId, 'Ana Ruiz');
  await db().insertInto('SsoIdentity').values({ tenantId, memberId, subject: '00u1abcdEFGH' }).execute();
  await visit(owner, `/settings/members/${memberId}`);
  const card = owner.getByRole('region', { name: 'Sign-in' });
  await expect(card).toContainText('Through Okta. Emailed codes are refused, because SSO is required.');
  await expect(card.getByText('00u1abcdEFGH')).toBeVisible();
  await card.getByRole('button', { name: 'Forget how they sign in…' }).click();
  await owner.getByRole('dialog').getByRole('button', { name: 'Forget' }).click();
  await expect(card.getByText('Not known to SSO yet')).toBeVisible();
  await expect(card.getByText('00u1abcdEFGH')).toBeHidden();
  await expectAccessible(owner);
});

test('two admins set how long sessions last, and neither overwrites the other unseen', async ({ tenant, owner, signedIn }) => {
  const { tenantId } = tenant;
  const second = await signedIn({ tenantId, memberId: await newMember(tenantId, 'Priya Second', { roleKey: 'admin' }) });
  for (const page of [owner, second]) {
    await visit(page, '/settings/identity/sso');
    await page.getByRole('region', { name: 'Sessions' }).getByRole('button', { name: 'Change…' }).click();
  }
  const [first, late] = [owner, second].map((page) => page.getByRole('dialog', { name: 'Change sessions' }));
  if (!first || !late) throw new Error('There are two pages.');
  await first.getByLabel('Sessions end after', { exact: true }).fill('5');
  await first.getByLabel('Unit: Sessions end after').selectOption('minutes');
  await first.getByRole('button', { name: 'Save sessions' }).click();
  await expect(first.getByText('Enter at least 15 minutes.')).toBeVisible();
  await expect(first.getByLabel('Sessions end after', { exact: true })).toBeFocused();
  await expectAccessible(owner);
  await owner.setViewportSize(DESK);
  await first.getByLabel('Sessions end after', { exact: true }).fill('90');
  await first.getByText('End sessions sooner that nobody uses').click();
  await first.getByRole('button', { name: 'Save sessions' }).click();
  await expect(owner.getByText('Saved. It holds from each session’s next request.')).toBeVisible();

  await late.getByLabel('Sessions end after', { exact: true }).fill('2');
  await late.getByRole('button', { name: 'Save sessions' }).click();
  await expect(late.getByText(/^Olga Owner saved these settings/)).toBeVisible();
  await expectAccessible(second);
  await second.setViewportSize(DESK);
  await late.getByRole('button', { name: 'Save sessions' }).click();
  const card = second.getByRole('region', { name: 'Sessions' });
  await expect(card).toContainText('End after2 hoursUnused, end after1 hour');
});

test('turning SCIM on names whom it does not know, and what becomes of them', async ({ tenant, owner }) => {
  const { tenantId } = tenant;
  await setConnection(tenantId, { provider: 'OKTA' });
  for (let number = 10; number < 35; number += 1) await newMember(tenantId, `Person ${number}`);
  await visit(owner, '/settings/identity/scim');
  await owner.getByRole('switch', { name: 'Enable SCIM provisioning' }).click();
  await owner.getByRole('button', { name: 'Review and save' }).click();
  const review = owner.getByRole('dialog', { name: 'Save 1 change' });
  await expect(review.getByRole('heading', { name: 'SCIM does not know 26 active members yet' })).toBeVisible();
  await expect(review.getByText('scim_required_user_not_provisioned')).toBeVisible();
  const unknown = review.getByRole('group').getByRole('listitem');
  await expect(unknown).toHaveCount(21);
  await expect(unknown.first()).toHaveText(`Olga Owner olga@${tenantId}.test`);
  await expect(unknown.last()).toContainText('And 6 more, on Members under Managed by: Portal');
  await expectAccessible(owner);
});
