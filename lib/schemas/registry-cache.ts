import type { TenantSchemas } from '@/lib/schemas/tenant-schemas';
import { extendedRegistry } from '@/lib/scim/schema/extended-registry';
import { coreRegistry } from '@/lib/scim/schema/registry';
import type { Registry } from '@/lib/scim/schema/registry';

/** Some tens of megabytes at most, however many tenants define as much as they may. */
const MOST_ATTRIBUTES = 100_000;

interface Held {
  revision: number;
  /** How many attributes are kept for it; what it costs is in proportion. */
  weight: number;
  registry: Promise<Registry>;
}

/**
 * The registries of the tenants that were served last, each built once for each revision of its definition. A
 * request brings the revision it was authenticated under, so a change made by any process is seen by the next
 * request to every process, and nothing need be announced.
 */
export class RegistryCache {
  readonly #held = new Map<string, Held>();
  #weight = 0;

  constructor(
    private readonly load: (tenantId: string) => Promise<TenantSchemas>,
    private readonly mostAttributes = MOST_ATTRIBUTES,
  ) {}

  get(tenantId: string, revision: number): Promise<Registry> {
    if (revision === 0) return Promise.resolve(coreRegistry);
    const held = this.#held.get(tenantId);
    if (held?.revision !== revision) return this.#build(tenantId, revision);
    // A map keeps the order of insertion: what was used last stands last.
    this.#held.delete(tenantId);
    this.#held.set(tenantId, held);
    return held.registry;
  }

  /** Requests that come while the definition is being read wait for the same one. */
  #build(tenantId: string, revision: number): Promise<Registry> {
    const built: Held = { revision, weight: 0, registry: Promise.resolve(coreRegistry) };
    built.registry = this.load(tenantId).then(
      (schemas) => {
        // What was read may be newer than what was asked for, and is as good for this request.
        built.revision = schemas.revision;
        this.#weigh(tenantId, built, schemas);
        return extendedRegistry(schemas.extensions);
      },
      (fault: unknown) => {
        if (this.#held.get(tenantId) === built) this.#drop(tenantId, built);
        throw fault;
      },
    );
    const former = this.#held.get(tenantId);
    if (former) this.#drop(tenantId, former);
    this.#held.set(tenantId, built);
    return built.registry;
  }

  #weigh(tenantId: string, built: Held, { extensions }: TenantSchemas): void {
    if (this.#held.get(tenantId) !== built) return;
    // One for the entry itself, so that tenants without attributes are bounded too.
    built.weight = 1 + extensions.reduce((sum, { attributes }) => sum + attributes.length, 0);
    this.#weight += built.weight;
    for (const [other, held] of this.#held) {
      if (this.#weight <= this.mostAttributes) return;
      if (held !== built) this.#drop(other, held);
    }
  }

  #drop(tenantId: string, held: Held): void {
    this.#held.delete(tenantId);
    this.#weight -= held.weight;
  }
}
