import type { Page } from '@playwright/test';

/** Waits until React has taken the page over, because a click on a button that is only drawn does nothing. */
export async function awaitHydration(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const main = document.querySelector('main');
    return main !== null && Object.keys(main).some((key) => key.startsWith('__reactFiber'));
  });
}

/** Opens an address and waits until the page can be used. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await awaitHydration(page);
}
