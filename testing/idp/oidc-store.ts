import type { Adapter, AdapterConstructor, AdapterPayload } from 'oidc-provider';

type Stored = Map<string, AdapterPayload>;

/** What an OpenID provider stores, in memory: it outlives the Provider objects that read it. */
export function oidcStore(stored: Stored): AdapterConstructor {
  return class OidcStore implements Adapter {
    constructor(private readonly kind: string) {}

    #key(id: string): string {
      return storeKey(this.kind, id);
    }

    async upsert(id: string, payload: AdapterPayload): Promise<void> {
      stored.set(this.#key(id), payload);
    }

    async find(id: string): Promise<AdapterPayload | undefined> {
      return stored.get(this.#key(id));
    }

    async findByUid(uid: string): Promise<AdapterPayload | undefined> {
      return [...stored].find(
        ([key, payload]) => key.startsWith(`${this.kind}:`) && payload.uid === uid,
      )?.[1];
    }

    /** Of the device flow, which is off. */
    async findByUserCode(): Promise<undefined> {}

    async consume(id: string): Promise<void> {
      const payload = stored.get(this.#key(id));
      if (payload) payload.consumed = Math.floor(Date.now() / 1_000);
    }

    async destroy(id: string): Promise<void> {
      stored.delete(this.#key(id));
    }

    async revokeByGrantId(grantId: string): Promise<void> {
      for (const [key, payload] of stored) if (payload.grantId === grantId) stored.delete(key);
    }
  };
}

export function storeKey(kind: string, id: string): string {
  return `${kind}:${id}`;
}
