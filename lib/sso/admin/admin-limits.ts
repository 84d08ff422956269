import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';
import { countHit, inMinutes } from '@/lib/sign-in/rate-limit';

/** What admins of one tenant may have this server ask of others, so that it is nobody's tool. */
const WINDOW_MINUTES = 15;

const limits = {
  'domain-check': { hits: 30, what: 'checks' },
  'issuer-look-up': { hits: 30, what: 'look-ups' },
  'metadata-import': { hits: 30, what: 'imports' },
};

/** Counts one request; null when it is allowed. */
export async function refuseTooMany(
  name: keyof typeof limits,
  tenantId: string,
): Promise<Refusal<'throttled'> | null> {
  const { hits, what } = limits[name];
  const wait = await countHit({ name, hits, windowMinutes: WINDOW_MINUTES }, tenantId);
  return wait === null
    ? null
    : refuse('throttled', `There were too many ${what} in a short time. Try again in ${inMinutes(wait)}.`);
}
