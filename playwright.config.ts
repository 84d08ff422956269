import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig, devices } from '@playwright/test';

/** The system's Chromium when there is one, else the one Playwright installs. */
const CHROMIUM = '/usr/bin/chromium';

/** Chromium's sandbox refuses to work for root, which is who runs tests in most containers. */
const ARGUMENTS = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Each has a server and a browser, which keep more than a core busy. */
const WORKERS = availableParallelism() < 4 ? 2 : 3;

/**
 * The tests start production servers themselves, because they read what a server prints and stop it. A failed test
 * leaves what the page said in test-results/; `--trace on` records everything, at twice the time.
 */
export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: WORKERS,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : [['list']],
  outputDir: 'test-results/e2e',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 800 },
    launchOptions: existsSync(CHROMIUM) ? { executablePath: CHROMIUM, args: ARGUMENTS } : { args: ARGUMENTS },
  },
});
