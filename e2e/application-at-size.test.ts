import type { Page } from '@playwright/test';
import { db } from '@/lib/db/kysely';
import { seedTenant } from '@/lib/seed/seed-tenant';
import { addRules } from '@/testing/add-rules';
import { newMember } from '@/testing/new-tenant';
import { expect, test } from './support/test';
import { visit } from './support/visit';

const MAPPING_PAGE = '/settings/identity/role-mapping';
const PEOPLE = 20_000;
const GROUPS = 20;

/** Long enough for all of it on a busy machine. */
const APPLIED_WITHIN_MS = 120_000;

/** Everybody is in one of twenty groups, for which rules wait: every other one gives viewer, the others member. */
async function populate(tenantId: string): Promise<string> {
  await seedTenant({ tenantId, users: PEOPLE, groups: GROUPS, members: PEOPLE / GROUPS }, () => undefined);
  const groups = await db()
    .selectFrom('ScimGroup')
    .select(['id', 'document'])
    .where('tenantId', '=', tenantId)
    .orderBy('id')
    .execute();
  const rules = groups.map(({ id, document }, index) => {
    const name = String((document as { displayName: string }).displayName);
    return { kind: 'GROUP' as const, name, groupId: id, roleKey: index % 2 === 0 ? 'viewer' : 'member' };
  });
  await addRules(tenantId, rules);
  return groups[0]?.id ?? '';
}

/** Saves, after a look at what it says. @returns how many people it says will change */
async function reviewAndSave(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Review and save' }).click();
  const review = page.getByRole('dialog', { name: 'Save 1 change' });
  const line = review.getByText(/people change role · 0 lose access/);
  const announced = /^[\d,]+/.exec(await line.innerText())?.[0] ?? '';
  await review.getByRole('button', { name: 'Save' }).click();
  return announced;
}

test('a mapping is looked at, saved and applied to 20,000 people while the sync goes on', async ({
  owner,
  tenant,
  scimClient,
  signedIn,
}) => {
  test.slow();
  const { tenantId } = tenant;
  const okta = await scimClient();
  const viewersGroup = await populate(tenantId);
  const onlooker = await signedIn({ tenantId, memberId: await newMember(tenantId, 'Vera Viewer', { roleKey: 'viewer' }) });

  await visit(owner, MAPPING_PAGE);
  await test.step('whom it would change is counted, listed and found by name', async () => {
    await owner.getByRole('radio', { name: 'From IdP groups' }).check();
    const panel = owner.getByRole('region', { name: 'If you save' });
    await expect(panel.getByText(/people change role · 0 lose access/).first()).toBeVisible();
    await panel.getByRole('button', { name: /^See all / }).click();
    const people = owner.getByRole('dialog', { name: 'People who would change' });
    await expect(people.getByText(/^1–50 of /)).toBeVisible();
    await people.getByRole('searchbox', { name: 'Search people who would change' }).fill('ada abbott');
    await expect(people.getByRole('rowheader').first()).toContainText('Ada Abbott');
    await people.getByRole('button', { name: 'Close' }).click();
  });

  const announced = await reviewAndSave(owner);
  const progress = (page: Page) => page.getByRole('progressbar', { name: 'Applying the role mapping' });
  await test.step('everyone on the page sees how far it is', async () => {
    await Promise.all([expect(progress(owner)).toBeVisible(), visit(onlooker, MAPPING_PAGE)]);
    await expect(progress(onlooker)).toBeVisible();
  });
  await test.step('the identity provider is answered meanwhile, by the new mapping', async () => {
    const id = await okta.assign({ givenName: 'Nora', familyName: 'Newcomer', email: `nora@${tenantId}.test` });
    await okta.addMembers(viewersGroup, [id]);
    await expect(progress(owner)).toBeVisible();
    await visit(onlooker, '/settings/members?q=nora');
    await expect(onlooker.getByRole('row').filter({ hasText: 'Nora Newcomer' })).toContainText('Viewer');
  });
  await test.step('it ends with as many as was said, and one event that tells it', async () => {
    const ended = owner.getByText(`Applied: ${announced} people changed role`).first();
    await expect(ended).toBeVisible({ timeout: APPLIED_WITHIN_MS });
    await expect(progress(owner)).toHaveCount(0);
    await owner.getByRole('link', { name: 'see Activity' }).click();
    const told = owner.getByRole('row').filter({ hasText: `changed the roles of ${announced} people` });
    await expect(told).toHaveCount(1);
  });
});
