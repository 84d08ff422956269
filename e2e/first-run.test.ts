import { expect, test } from './support/own-server-test';
import type { ProductionServer } from './support/production-server';

function printedLink(server: ProductionServer): string {
  return /http:\S+\/setup#\S+/.exec(server.output())?.[0] ?? '';
}

test('the set-up link is printed until it is used, and works once', async ({ page, start, browser }) => {
  const first = await start();
  const { dataDirectory } = first;
  const secret = new URL(printedLink(first)).hash;
  first.process.kill('SIGTERM');
  await expect.poll(() => first.process.exitCode).toBe(0);

  const second = await start({ dataDirectory });
  expect(new URL(printedLink(second)).hash, 'the same link again').toBe(secret);
  await page.goto(`${second.origin}/setup#not-the-link`);
  await expect(page.getByRole('heading', { name: 'This set-up link is not complete' })).toBeVisible();
  await page.goto(`${second.origin}/sign-in`);
  await page.goto(printedLink(second));
  await page.getByRole('button', { name: 'Create organisation' }).click();
  await expect(page.getByText('Enter the organisation’s name.').first()).toBeVisible();
  await page.getByLabel('Organisation').fill('Northwind Ltd');
  await page.getByLabel('Your name').fill('Olga Owner');
  await page.getByLabel('Your email').fill('olga@northwind.test');
  expect(page.url()).not.toContain('#');
  await page.getByRole('button', { name: 'Create organisation' }).click();
  await expect(page.getByRole('button', { name: 'Account of Olga Owner' })).toBeVisible();

  const stranger = await browser.newPage();
  await stranger.goto(printedLink(second));
  await expect(stranger.getByRole('heading', { name: 'This set-up link has been used' })).toBeVisible();
  await stranger.close();
});
