export interface TurnstileLimits {
  /** How many may be inside at once. */
  together: number;
  /** How many of them may be of one party. */
  ofOne: number;
  /** How many of one party may wait; who comes after them is turned away. */
  waitingOfOne: number;
}

interface Waiting {
  party: string;
  admit: (leave: () => void) => void;
}

/** Lets few in at a time, in the order in which they came, but nobody waits for a party that has its share. */
export class Turnstile {
  private inside = 0;
  private readonly insideOf = new Map<string, number>();
  private readonly queue: Waiting[] = [];

  constructor(private readonly limits: TurnstileLimits) {}

  /** @returns what is to be called on leaving; null for who is turned away */
  async enter(party: string): Promise<(() => void) | null> {
    if (this.queue.filter((waiting) => waiting.party === party).length >= this.limits.waitingOfOne) return null;
    return new Promise((admit) => {
      this.queue.push({ party, admit });
      this.advance();
    });
  }

  private advance(): void {
    while (this.inside < this.limits.together) {
      const next = this.queue.findIndex(({ party }) => this.count(party) < this.limits.ofOne);
      const [admitted] = next < 0 ? [] : this.queue.splice(next, 1);
      if (!admitted) return;
      this.add(admitted.party, 1);
      admitted.admit(() => {
        this.add(admitted.party, -1);
        this.advance();
      });
    }
  }

  private count(party: string): number {
    return this.insideOf.get(party) ?? 0;
  }

  private add(party: string, change: 1 | -1): void {
    this.inside += change;
    const count = this.count(party) + change;
    if (count > 0) this.insideOf.set(party, count);
    else this.insideOf.delete(party);
  }
}
