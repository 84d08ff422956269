import { defineConfig } from '@playwright/test';
import base from '../../playwright.config';

/** Draws the README's pictures: `npx playwright test --config e2e/screenshots`. No part of the tests. */
export default defineConfig(base, {
  testDir: '.',
  testMatch: 'draw.ts',
  outputDir: '../../test-results/screenshots',
  reporter: [['list']],
});
