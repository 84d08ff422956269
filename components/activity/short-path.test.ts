import { describe, expect, it } from 'vitest';
import { shortPath } from './short-path';

describe('shortPath', () => {
  it.each([
    ['/scim/v2/acme/Users', '/Users'],
    ['/scim/v2/Users/0192', '/Users/0192'],
    ['/scim/v2/acme/Users?filter=userName eq "ana"', '/Users'],
    ['/scim/v2/acme-2/ServiceProviderConfig', '/ServiceProviderConfig'],
    ['/Users', '/Users'],
    ['/scim/v2', '/'],
    ['/scim/v2/acme', '/acme'],
  ])('%s is shown as %s', (path, short) => {
    expect(shortPath(path)).toBe(short);
  });
});
