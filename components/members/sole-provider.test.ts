import { describe, expect, it } from 'vitest';
import { soleProvider } from './sole-provider';

describe('the identity provider of a tenant', () => {
  it('is the only one with a credential, however many it has', () => {
    expect(
      soleProvider([
        { provider: 'OKTA', state: 'active' },
        { provider: 'OKTA', state: 'expired' },
        { provider: null, state: 'active' },
        { provider: 'OTHER', state: 'active' },
      ]),
    ).toBe('OKTA');
  });

  it('follows a change of provider once the old credentials are revoked', () => {
    expect(
      soleProvider([
        { provider: 'OKTA', state: 'revoked' },
        { provider: 'ENTRA', state: 'active' },
      ]),
    ).toBe('ENTRA');
  });

  it('stays open when there is none, or more than one', () => {
    expect(soleProvider([])).toBeNull();
    expect(
      soleProvider([
        { provider: 'OKTA', state: 'active' },
        { provider: 'JUMPCLOUD', state: 'active' },
      ]),
    ).toBeNull();
  });
});
