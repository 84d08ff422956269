import { StaleReadError } from '@/lib/provisioning/retry-stale';

/**
 * Somebody would cease to be an owner, which is only decided under the owners' lock, and that is taken before all
 * others. Nothing was written; the work is to be done again with the lock.
 */
export class OwnersLockNeeded extends StaleReadError {
  override name = 'OwnersLockNeeded';
}
