import { expect, it } from 'vitest';
import { originForm } from '@/lib/boot/origin-form';

it.each([
  ['/scim/v2/Users?count=1', '/scim/v2/Users?count=1'],
  ['http://evil.test/scim/v2/Users?count=1', '/scim/v2/Users?count=1'],
  ['HTTPS://evil.test:8443/', '/'],
  ['http://evil.test', '/'],
  ['http://evil.test?count=1', '/?count=1'],
  ['/http://evil.test/', '/http://evil.test/'],
  ['//scim/v2/Users', '/scim/v2/Users'],
  ['http://app.test//scim/v2//Users', '/scim/v2//Users'],
  ['*', '/*'],
])('reads the target %s as %s, whatever host it names', (target, path) => {
  expect(originForm(target)).toBe(path);
});
