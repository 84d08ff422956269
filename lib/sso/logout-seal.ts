import { z } from 'zod';
import { seal, unseal, UnsealError } from '@/lib/secrets/seal';
import type { SealPurpose } from '@/lib/secrets/seal';
import type { LogoutHint } from '@/lib/sso/asserted-identity';

const hintSchema: z.ZodType<LogoutHint> = z.discriminatedUnion('protocol', [
  z.object({ protocol: z.literal('OIDC'), idToken: z.string() }),
  z.object({
    protocol: z.literal('SAML'),
    nameId: z.object({ value: z.string(), format: z.string().nullable() }),
    sessionIndex: z.string().nullable(),
  }),
]);

/** What a session keeps for its end, encrypted: an ID token tells much about a person. */
export function sealLogout(tenantId: string, hint: LogoutHint | null): string | null {
  return hint && seal(purposeOf(tenantId), JSON.stringify(hint));
}

/** Null for what cannot be opened any more; signing out here must not depend on it. */
export function openLogout(tenantId: string, sealed: string): LogoutHint | null {
  try {
    return hintSchema.parse(JSON.parse(unseal(purposeOf(tenantId), sealed)));
  } catch (error) {
    if (error instanceof UnsealError) return null;
    throw error;
  }
}

function purposeOf(tenantId: string): SealPurpose {
  return [tenantId, 'sso', 'logout'];
}
