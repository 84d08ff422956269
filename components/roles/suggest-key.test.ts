import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRoleSchema } from '@/lib/mapping/catalogue/role-input';
import { suggestKey } from './suggest-key';

it.each([
  ['Editor', 'editor'],
  ['Billing clerk', 'billing-clerk'],
  ['  R&D (Zürich) ', 'r-d-zurich'],
  ['v2.1_beta', 'v2.1_beta'],
  ['編集者', ''],
])('for "%s" suggests "%s"', (name, key) => {
  expect(suggestKey(name)).toBe(key);
});

it('suggests a key that may be used, or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (name) => {
      const key = suggestKey(name);
      const role = { key, name: 'Any', description: '', level: 'MEMBER' };
      return key === '' || createRoleSchema.safeParse(role).success;
    }),
  );
});
