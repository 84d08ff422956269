import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Permission } from '@/lib/roles/permission';
import { filesBelow } from '@/testing/files-below';

/**
 * Every page of the settings, with the permission without which it shows nothing of what it is about; null for one
 * that only leads elsewhere. A new one is listed here.
 */
const pages: Record<string, Permission | null> = {
  'api-keys/page.tsx': 'readSettings',
  'identity/activity/[id]/page.tsx': 'readSettings',
  'identity/activity/page.tsx': 'readSettings',
  'identity/page.tsx': 'readSettings',
  'identity/role-mapping/page.tsx': 'readSettings',
  'identity/role-mapping/roles/page.tsx': 'readSettings',
  'identity/role-mapping/try/page.tsx': 'explainRoles',
  'identity/scim/page.tsx': 'readSettings',
  'identity/setup/page.tsx': 'readSettings',
  'identity/sso/page.tsx': 'readSettings',
  'identity/sso/test/[id]/page.tsx': 'manageIdentity',
  'members/[id]/page.tsx': 'explainRoles',
  'members/page.tsx': 'readSettings',
  'page.tsx': null,
};

/** Where a page of a permission of its own asks for it: itself, or the domain it reads from. */
const askedIn: Record<string, string> = {
  'identity/role-mapping/try/page.tsx': 'app/(dashboard)/settings/identity/role-mapping/try/page.tsx',
  'identity/sso/test/[id]/page.tsx': 'app/(dashboard)/settings/identity/sso/test/[id]/page.tsx',
  'members/[id]/page.tsx': 'lib/people/find-person.ts',
};

const SETTINGS = 'app/(dashboard)/settings/';

it('knows every page of the settings', () => {
  const files = filesBelow(SETTINGS, /page\.tsx$/).map((file) => file.slice(SETTINGS.length));
  expect(files).toEqual(Object.keys(pages).sort());
});

it.each(Object.entries(pages))('%s asks who is there before it reads anything', (file, permission) => {
  const [, page = ''] = readFileSync(`${SETTINGS}${file}`, 'utf8').split('export default');
  const [first = ''] = /await [^;]+/.exec(page) ?? [];
  expect(first).toBe(permission === null ? '' : 'await requireViewer()');
});

it.each(Object.entries(askedIn))('%s asks for its permission in %s', (file, place) => {
  expect(readFileSync(place, 'utf8')).toMatch(new RegExp(`refusePermission\\(\\w+, '${pages[file]}'\\)`));
});

it('knows where a page asks for more than a role', () => {
  const special = Object.keys(pages).filter((file) => ![null, 'readSettings'].includes(pages[file] ?? null));
  expect(special).toEqual(Object.keys(askedIn));
});
