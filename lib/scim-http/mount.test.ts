import { expect, it } from 'vitest';
import { fullPath, pathWithinMount } from '@/lib/scim-http/mount';

it.each([
  ['/scim/v2', '', '/scim/v2'],
  ['/scim/v2/', '/', '/scim/v2/'],
  ['/scim/v2/Users', '/Users', '/scim/v2/Users'],
  ['/scim//v2//acme//Users/', '/acme/Users/', '/scim/v2/acme/Users/'],
  ['/scim', 'scim', '/scim'],
  ['/scim/v1/Users', 'scim/v1/Users', '/scim/v1/Users'],
  ['/scim/v2x/Users', 'scim/v2x/Users', '/scim/v2x/Users'],
])('of %s takes %j, and finds %s again', (pathname, path, full) => {
  expect([pathWithinMount(pathname), fullPath(path)]).toEqual([path, full]);
});
