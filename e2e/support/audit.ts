import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page, Response } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What is left to ask of the same layout in other colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** A desk and a phone, by day and by night; each step changes one thing. */
const LOOKS = [
  { width: 1280, colorScheme: 'light', whole: true },
  { width: 1280, colorScheme: 'dark', whole: false },
  { width: 390, colorScheme: 'dark', whole: true },
  { width: 390, colorScheme: 'light', whole: false },
] as const;

/** WCAG 1.4.10: what 400 % zoom leaves of a desk's width. */
const NARROWEST = 320;
const HEIGHT = 800;

/** Looks at the page as it stands, wide and narrow, light and dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const { width, colorScheme, whole } of LOOKS) {
    await page.setViewportSize({ width, height: HEIGHT });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Without frames, the page that the library opens to gather their results is of no use.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    const { violations } = await (whole ? axe.withTags(RULES) : axe.withRules(COLOUR_RULES)).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
    expect(found, `axe at ${width} px, ${colorScheme}`).toEqual([]);
  }
}

export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  await page.setViewportSize({ width: NARROWEST, height: HEIGHT });
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(overflow, `pixels beyond the edge at ${NARROWEST} px`).toBeLessThanOrEqual(0);
}

/** Two buttons of one name cannot be told apart by those who hear them. */
export async function expectDistinctButtons(page: Page): Promise<void> {
  const snapshot = await page.getByRole('main').ariaSnapshot();
  const names = [...snapshot.matchAll(/- button "((?:[^"\\]|\\.)*)"/g)].map(([, name]) => name);
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  expect(repeated, 'names that several buttons share').toEqual([]);
  expect(/- button(?! ")/.exec(snapshot), 'buttons without a name').toBeNull();
}

/** The headers of every page. */
export function expectSecurityHeaders(response: Response | null): void {
  const headers = response?.headers() ?? {};
  const policy = headers['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{22,}' 'strict-dynamic';/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe-');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['x-frame-options']).toBe('DENY');
  expect(headers['referrer-policy']).toBe('same-origin');
  expect(headers['cache-control']).toContain('no-store');
  expect(headers['x-powered-by']).toBeUndefined();
}

/** The fonts are asked for before the style sheet that names them is read. */
export function expectFontPreload(response: Response | null): void {
  expect(response?.headers().link).toMatch(/\.woff2>; rel=preload; as="font"/);
}
