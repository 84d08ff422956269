import { BoundedMap } from '@/lib/shared/bounded-map';

/** An event, then silence of this length, then a count in the next event. */
export interface ThrottleRule {
  quietMs: number;
  /** How many kinds are remembered; the one heard of longest ago is forgotten first. */
  mostKinds: number;
}

/** Keeps a log from being flooded with events that differ in nothing but their time. */
export class EventThrottle {
  readonly #kinds: BoundedMap<string, { quietUntil: number; more: number }>;

  constructor(private readonly rule: ThrottleRule) {
    this.#kinds = new BoundedMap(rule.mostKinds);
  }

  /**
   * @param now milliseconds
   * @returns how many events of the kind were not recorded since the last one; null when this one is not to
   *   be recorded either
   */
  admit(kind: string, now: number): number | null {
    const known = this.#kinds.get(kind);
    const isQuiet = known && now < known.quietUntil && now >= known.quietUntil - this.rule.quietMs;
    if (isQuiet) {
      known.more += 1;
      return null;
    }
    this.#kinds.set(kind, { quietUntil: now + this.rule.quietMs, more: 0 });
    return known?.more ?? 0;
  }
}
