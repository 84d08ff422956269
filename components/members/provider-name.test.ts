import { describe, expect, it } from 'vitest';
import { providerName } from './provider-name';

describe('the name of the identity provider', () => {
  it('is that of the only provider with a credential, however many it has', () => {
    expect(
      providerName([
        { provider: 'OKTA', state: 'active' },
        { provider: 'OKTA', state: 'expired' },
        { provider: null, state: 'active' },
        { provider: 'OTHER', state: 'active' },
      ]),
    ).toBe('Okta');
  });

  it('follows a change of provider once the old credentials are revoked', () => {
    expect(
      providerName([
        { provider: 'OKTA', state: 'revoked' },
        { provider: 'ENTRA', state: 'active' },
      ]),
    ).toBe('Microsoft Entra ID');
  });

  it('stays open when there is none, or more than one', () => {
    expect(providerName([])).toBeNull();
    expect(
      providerName([
        { provider: 'OKTA', state: 'active' },
        { provider: 'JUMPCLOUD', state: 'active' },
      ]),
    ).toBeNull();
  });
});
