import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ServerProcess } from '@/testing/production-server';
import { expect, test } from './support/own-server-test';

const run = promisify(execFile);

test.use({ serverArgs: ['--demo'] });

/** The first part in brackets of the first line that matches. */
function printed(server: ServerProcess, pattern: RegExp): string {
  return pattern.exec(server.stdout())?.[1] ?? '';
}

test('what the demonstration prints opens it', async ({ browser, server }) => {
  await test.step('the curl line works', async () => {
    const { stdout } = await run('bash', ['-c', `${printed(server, /^\s*(curl .*)$/m)} --silent --fail`]);
    expect((JSON.parse(stdout) as { itemsPerPage: number }).itemsPerPage).toBe(2);
  });
  const clicks = ['Acme', 'Acme', 'Globex', 'Initech'];
  for (const name of clicks) {
    await test.step(`a click on the sign-in link of ${name}`, async () => {
      const page = await browser.newPage();
      await page.goto(printed(server, new RegExp(`^${name}\\n\\s+sign in\\s+(\\S+)$`, 'm')));
      await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
      await expect(page.getByRole('banner').getByRole('paragraph').filter({ hasText: name })).toBeVisible();
      await page.close();
    });
  }
});
