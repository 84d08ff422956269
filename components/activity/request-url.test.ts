import { describe, expect, it } from 'vitest';
import { requestUrl } from './request-url';

describe('requestUrl', () => {
  it.each([
    ['/scim/v2/acme/Users', '/scim/v2/acme/Users'],
    ['/scim/v2/acme/Users/a%40b', '/scim/v2/acme/Users/a%40b'],
    [
      '/Users?filter=userName eq "ana@acme.test"&count=1',
      '/Users?filter=userName%20eq%20%22ana@acme.test%22&count=1',
    ],
    ['/Users?filter=title eq "50%"', '/Users?filter=title%20eq%20%2250%25%22'],
    ['/Users?filter=a eq "1+1#"', '/Users?filter=a%20eq%20%221%2B1%23%22'],
    ['/Users?filter=a eq "?"', '/Users?filter=a%20eq%20%22?%22'],
  ])('%s becomes %s', (path, encoded) => {
    expect(requestUrl('https://app.test', path)).toBe(`https://app.test${encoded}`);
  });
});
