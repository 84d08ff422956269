import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggestTenantId, tenantIdSchema } from '@/lib/tenants/tenant-id';

describe('tenant ids', () => {
  it.each(['acme', 'acme-2', 'a', '3m'])('accepts %s', (id) => {
    expect(tenantIdSchema.parse(id)).toBe(id);
  });

  it.each(['', 'Acme', 'acme_ltd', '-acme', 'acme-', 'a--b', 'acme/x', 'a'.repeat(41), 'users', 'me'])(
    'refuses %j',
    (id) => {
      expect(tenantIdSchema.safeParse(id).success).toBe(false);
    },
  );

  it.each([
    ['Acme Ltd', 'acme-ltd'],
    ['Müller & Söhne', 'muller-sohne'],
    ['日本', 'organisation'],
    ['Users', 'users-org'],
  ])('suggests for %s the id %s', (name, id) => {
    expect(suggestTenantId(name)).toBe(id);
  });

  it('suggests a valid id for any name, also with a number behind it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(9999), (name, number) => {
        expect(tenantIdSchema.safeParse(suggestTenantId(name)).success).toBe(true);
        expect(tenantIdSchema.safeParse(`${suggestTenantId(name)}-${number}`).success).toBe(true);
      }),
    );
  });
});
