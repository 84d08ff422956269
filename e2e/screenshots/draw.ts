import type { Page } from '@playwright/test';
import { expect, test } from '../support/own-server-test';
import { awaitHydration, visit } from '../support/visit';

test.use({ serverArgs: ['--demo'], viewport: { width: 1280, height: 860 }, colorScheme: 'light', reducedMotion: 'reduce' });

async function draw(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `docs/screenshots/${name}.png`, animations: 'disabled' });
}

test('draws the pictures', async ({ page, server }) => {
  const signInLink = /^Acme\n\s+sign in\s+(\S+)$/m.exec(server.stdout())?.[1] ?? '';
  await page.goto(signInLink);
  await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
  await awaitHydration(page);
  await draw(page, 'members');
  await visit(page, '/settings/identity/scim');
  await draw(page, 'scim');
  await visit(page, '/settings/identity/activity');
  await page.getByRole('row').filter({ hasText: '409' }).first().getByRole('link').click();
  await expect(page.getByRole('complementary', { name: 'Event details' })).toBeVisible();
  await draw(page, 'activity');
});
