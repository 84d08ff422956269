import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

/**
 * The import law: what each room of lib/ may import from lib/, besides itself. Arrows only point down, so that the
 * protocol stays free of the store, the store of HTTP, and everything below the pages of Next and React.
 */
const ROOMS = {
  shared: { from: [], why: 'everything imports lib/shared, so it imports nothing' },
  scim: {
    from: ['./shared/fold-case.ts'],
    why: 'lib/scim is the RFC: it knows no customer, no database, no clock and no environment',
  },
  db: { from: ['./shared'], why: 'lib/db knows connections and SQL, but no user, group or role' },
  mail: { from: ['./shared'], why: 'lib/mail sends what it is given' },
  roles: { from: ['./db', './scim/json.ts', './shared'], why: 'lib/roles decides; nothing below it needs more' },
  activity: {
    from: ['./db', './roles', './scim', './shared'],
    why: 'events are recorded by all domains, so lib/activity imports none of them but roles',
  },
  members: {
    from: ['./activity', './db', './mail', './roles', './scim/json.ts', './shared'],
    why: 'lib/members holds one noun and its invariants',
  },
  credentials: {
    from: ['./activity', './db', './roles', './scim/mode.ts', './shared'],
    why: 'lib/credentials holds one noun and its invariants',
  },
  tenants: {
    from: ['./activity', './db', './members', './roles', './shared'],
    why: 'lib/tenants holds one noun and its invariants',
  },
  'sign-in': {
    from: ['./activity', './db', './mail', './members', './roles', './shared', './tenants'],
    why: 'sign-in decides who somebody is; what SCIM does is none of its business',
  },
  schemas: {
    from: ['./activity', './db', './roles', './scim', './shared'],
    why: 'lib/schemas holds one noun and its invariants',
  },
  provisioning: {
    from: ['./activity', './db', './members', './roles', './schemas', './scim', './shared'],
    why: 'lib/provisioning is SCIM operations on the store: no HTTP, no credentials, no pages',
  },
  mapping: {
    from: [
      './activity',
      './db',
      './members',
      './provisioning',
      './roles',
      './schemas',
      './scim',
      './shared',
      './tenants',
    ],
    why: 'lib/mapping is how admins look at, try and save the role mapping; what it gives is derived below',
  },
  people: {
    from: [
      './activity',
      './db',
      './mapping',
      './members',
      './provisioning',
      './roles',
      './schemas',
      './scim',
      './shared',
      './tenants',
    ],
    why: 'lib/people explains one person; it changes nothing',
  },
  outbound: { from: ['./shared'], why: 'lib/outbound guards what this server fetches, whoever asks' },
  secrets: { from: ['./shared'], why: 'lib/secrets seals and opens texts, whoever they belong to' },
  sso: {
    from: [
      './activity',
      './db',
      './members',
      './outbound',
      './provisioning/reconcile-access.ts',
      './provisioning/roles/keep-owner.ts',
      './provisioning/roles/planned-grant.ts',
      './provisioning/roles/role-change.ts',
      './provisioning/roles/role-path.ts',
      './roles',
      './schemas',
      './scim',
      './secrets',
      './shared',
      './sign-in',
      './tenants',
    ],
    why: 'lib/sso is how an identity provider vouches for somebody; pages and HTTP are above it',
  },
  'scim-http': {
    from: [
      './activity',
      './credentials',
      './db/deferred-writes.ts',
      './db/errors.ts',
      './provisioning',
      './roles',
      './schemas',
      './scim',
      './shared',
    ],
    why: 'lib/scim-http turns HTTP into one provisioning call; SQL belongs to the rooms below',
  },
};

const ABOVE_LIB = ['./app', './cli', './components', './conformance', './e2e', './bench', './testing', './server.ts'];

const zones = [
  ...Object.entries(ROOMS).map(([room, { from, why }]) => ({
    target: `./lib/${room}`,
    from: './lib',
    except: [`./${room}`, ...from],
    message: `The import law: ${why}.`,
  })),
  { target: './lib', from: ABOVE_LIB, message: 'The import law: lib/ is below the pages and the programs.' },
  {
    target: './components',
    from: ['./lib/db', './lib/provisioning', './lib/scim-http', './lib/boot', './app', './server.ts'],
    message: 'The import law: components are props in, markup out. Reading and deciding belong to pages and domains.',
  },
  {
    target: './app',
    from: ['./lib/db', './lib/provisioning', './lib/scim'],
    message: 'The import law: pages read and call the domains; they hold no SQL and no SCIM semantics.',
  },
  {
    target: ['./app', './components', './lib', './cli', './server.ts'],
    from: ['./testing', './conformance', './e2e', './bench'],
    message: 'The import law: what runs for customers does not lean on what tests it.',
  },
];

const NO_FRAMEWORK = {
  group: ['next', 'next/*', 'next-auth', 'next-auth/*', 'react', 'react/*', 'react-dom', 'react-dom/*', 'server-only'],
  message: 'The import law: lib/ works without Next and React; only lib/sign-in knows them.',
};

const PURE = {
  regex: '^(?!zod$|\\.{0,2}/|@/)',
  message: 'The import law: lib/scim is pure. It imports itself, zod and lib/shared/fold-case.',
};

const TESTS = ['**/*.test.ts', '**/*.test.tsx'];

export default tseslint.config(
  { ignores: ['**/node_modules', '.next', 'dist', '.rollcall', 'lib/db/generated', '**/*.d.ts', 'test-results'] },
  { files: ['**/*.{ts,tsx,mjs}'], extends: [tseslint.configs.recommended] },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: TESTS,
    rules: { 'import-x/no-restricted-paths': ['error', { zones }] },
  },
  {
    files: ['lib/**/*.ts'],
    ignores: ['lib/sign-in/**', ...TESTS],
    rules: { 'no-restricted-imports': ['error', { patterns: [NO_FRAMEWORK] }] },
  },
  {
    files: ['lib/scim/**/*.ts'],
    ignores: TESTS,
    rules: { 'no-restricted-imports': ['error', { patterns: [PURE] }] },
  },
);
