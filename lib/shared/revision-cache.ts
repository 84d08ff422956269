/** What a tenant defined, and how much memory it takes in a unit of the cache's choice. */
export interface Revised<T> {
  revision: number;
  weight: number;
  value: T;
}

interface Held<T> {
  revision: number;
  weight: number;
  value: Promise<T>;
}

/**
 * What was made from the definitions of the tenants that were served last, made once for each revision. A request
 * brings the revision it was authenticated under, so a change made by any process is seen by the next request to
 * every process, and nothing need be announced.
 */
export class RevisionCache<T> {
  readonly #held = new Map<string, Held<T>>();
  #weight = 0;

  /** @param mostWeight what all tenants together may weigh; the one being served is kept whatever it weighs */
  constructor(
    private readonly load: (tenantId: string) => Promise<Revised<T>>,
    private readonly mostWeight: number,
  ) {}

  get(tenantId: string, revision: number): Promise<T> {
    const held = this.#held.get(tenantId);
    if (held?.revision !== revision) return this.#make(tenantId, revision);
    // A map keeps the order of insertion: what was used last stands last.
    this.#held.delete(tenantId);
    this.#held.set(tenantId, held);
    return held.value;
  }

  /** Requests that come while the definition is being read wait for the same one. */
  #make(tenantId: string, revision: number): Promise<T> {
    const value = this.load(tenantId).then(
      (definition) => {
        // What was read may be newer than what was asked for, and is as good for this request.
        made.revision = definition.revision;
        this.#weigh(tenantId, made, definition.weight);
        return definition.value;
      },
      (fault: unknown) => {
        if (this.#held.get(tenantId) === made) this.#drop(tenantId, made);
        throw fault;
      },
    );
    const made: Held<T> = { revision, weight: 0, value };
    const former = this.#held.get(tenantId);
    if (former) this.#drop(tenantId, former);
    this.#held.set(tenantId, made);
    return made.value;
  }

  #weigh(tenantId: string, made: Held<T>, weight: number): void {
    if (this.#held.get(tenantId) !== made) return;
    // One for the entry itself, so that tenants that define nothing are bounded too.
    made.weight = 1 + weight;
    this.#weight += made.weight;
    for (const [other, held] of this.#held) {
      if (this.#weight <= this.mostWeight) return;
      if (held !== made) this.#drop(other, held);
    }
  }

  #drop(tenantId: string, held: Held<T>): void {
    this.#held.delete(tenantId);
    this.#weight -= held.weight;
  }
}
