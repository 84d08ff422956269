import type { Page } from '@playwright/test';
import { expect, test } from '../support/own-server-test';
import { awaitHydration, visit } from '../support/visit';

// The port is in the pictures, and readers know it as the default.
test.use({ serverArgs: ['--demo'], serverPort: '3000' });
test.use({ viewport: { width: 1280, height: 860 }, colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } });

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
  await page.getByRole('row').filter({ hasText: 'emailAddress' }).first().getByRole('link').click();
  const details = page.getByRole('complementary', { name: 'Event details' });
  await expect(details).toBeVisible();
  // Opened by its address, the page stands at its beginning.
  await visit(page, page.url());
  await expect(details).toBeVisible();
  await draw(page, 'activity');
});
