import { addressBlock } from '@/lib/shared/address-block';
import { BoundedMap } from '@/lib/shared/bounded-map';
import { processWide } from '@/lib/shared/process-wide';

export interface FailureRule {
  /** Failures a minute, and failures at once, that an address may have. */
  perMinute: number;
  /** How many addresses are remembered. */
  mostAddresses: number;
}

/** Enough for a person who tries tokens in a form, and for a client that retries. */
const RULE: FailureRule = { perMinute: 30, mostAddresses: 10_000 };

/**
 * Counts failed authentication by address, in the memory of the process. It never stands in the way of a good
 * credential, because only failures ask it: identity providers send the requests of all their customers
 * from the same addresses.
 */
export class FailureThrottle {
  readonly #addresses: BoundedMap<string, { left: number; at: number }>;

  constructor(private readonly rule: FailureRule) {
    this.#addresses = new BoundedMap(rule.mostAddresses);
  }

  /**
   * Counts one failure.
   * @param now milliseconds
   * @returns null while the address may fail, else after how many whole seconds it may again
   */
  count(address: string, now: number): number | null {
    const perMs = this.rule.perMinute / 60_000;
    const block = addressBlock(address);
    const known = this.#addresses.get(block) ?? { left: this.rule.perMinute, at: now };
    const refilled = known.left + perMs * Math.max(0, now - known.at);
    const left = Math.min(this.rule.perMinute, refilled);
    const isAllowed = left >= 1;
    this.#addresses.set(block, { left: isAllowed ? left - 1 : left, at: now });
    return isAllowed ? null : Math.ceil((1 - left) / perMs / 1_000);
  }
}

/** Where the connection is not known, all clients would share one address: none is held against them. */
const UNKNOWN_ADDRESS = 'unknown';

/** Counts a failed authentication of this process; as FailureThrottle.count. */
export function countFailure(address: string, now: Date): number | null {
  if (address === UNKNOWN_ADDRESS) return null;
  return processWide('failure-throttle', () => new FailureThrottle(RULE)).count(address, now.getTime());
}
