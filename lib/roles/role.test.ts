import { expect, it } from 'vitest';
import { highestLevel } from '@/lib/roles/role';

it.each([
  [[], null],
  [['VIEWER'], 'VIEWER'],
  [['VIEWER', 'ADMIN', 'MEMBER'], 'ADMIN'],
  [['ADMIN', 'OWNER', 'OWNER'], 'OWNER'],
] as const)('of the levels %j the highest is %s', (levels, highest) => {
  expect(highestLevel(levels)).toBe(highest);
});
