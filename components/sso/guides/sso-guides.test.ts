import { describe, expect, it } from 'vitest';
import { connectionView } from '@/testing/connection-view';
import { ssoGuides } from './sso-guides';

const { addresses } = connectionView();
const guides = Object.entries(ssoGuides(addresses));

describe.each(guides)('the guide of %s', (_provider, guide) => {
  it.each([
    ['OIDC', [addresses.redirectUri]],
    ['SAML', [addresses.acsUrl, addresses.entityId]],
  ] as const)('has what %s cannot do without, to copy', (protocol, needed) => {
    const fields = guide[protocol].flatMap((step) => step.fields ?? []);
    const copied = fields.filter(({ copy }) => copy).map(({ value }) => value);
    for (const address of needed) expect(copied.join(' ')).toContain(address);
  });

  it('names each step and each field once', () => {
    for (const steps of Object.values(guide)) {
      const titles = steps.map(({ title }) => title);
      expect(titles).toEqual([...new Set(titles)]);
      for (const { fields = [] } of steps) {
        const names = fields.map(({ name }) => name);
        expect(names).toEqual([...new Set(names)]);
      }
    }
  });
});
