import { addressBlock } from '@/lib/shared/address-block';
import type { Client } from '@/lib/sign-in/client-address';
import { countHit } from '@/lib/sign-in/rate-limit';

/**
 * Many people share the address of an office, and all of them arrive at nine. A SAML response costs the most, because
 * it is parsed before anybody is known.
 */
const limits = {
  start: { client: 1_200, tenant: 6_000 },
  callback: { client: 1_200, tenant: 6_000 },
  acs: { client: 300, tenant: 3_000 },
};

const WINDOW_MINUTES = 5;

/**
 * Counts a request to one of the addresses that anyone may call.
 * @returns null when it is allowed, else the minutes until it is again
 */
export async function countSsoHit(
  step: keyof typeof limits,
  tenantId: string,
  { address }: Client,
): Promise<number | null> {
  const { client, tenant } = limits[step];
  const windowMinutes = WINDOW_MINUTES;
  return (
    (await countHit({ name: `sso-${step}-client`, hits: client, windowMinutes }, addressBlock(address))) ??
    (await countHit({ name: `sso-${step}-tenant`, hits: tenant, windowMinutes }, tenantId))
  );
}
