import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const STORE_TESTS = ['{lib,cli,testing}/**/*.db.test.ts', 'conformance/**/*.test.ts'];

/**
 * SimpleSAMLphp is a package of the operating system and not of npm, so its test exists only where Debian's
 * package and PHP are: a test that is always skipped somewhere would look there as if it held something.
 */
const MISSING_TESTS = ['/usr/share/simplesamlphp', '/usr/bin/php'].every((path) => existsSync(path))
  ? []
  : ['lib/sso/saml/simplesamlphp.test.ts'];

/** The same store and conformance tests run on both databases Rollcall supports. */
function storeProject(name: string) {
  return {
    extends: true as const,
    test: {
      name,
      include: STORE_TESTS,
      globalSetup: [`testing/${name}.global.ts`],
      setupFiles: ['testing/database.setup.ts'],
      testTimeout: 180_000,
      hookTimeout: 180_000,
    },
  };
}

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{lib,components,app,scripts,cli,testing}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts', '**/*.server.test.ts', '**/node_modules/**', ...MISSING_TESTS],
        },
      },
      storeProject('pglite'),
      storeProject('postgres'),
      {
        extends: true,
        test: {
          // Starts production servers, so it needs a build; they are heavy, hence few at a time.
          name: 'server',
          include: ['{testing,cli}/**/*.server.test.ts'],
          globalSetup: ['testing/postgres.global.ts'],
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
