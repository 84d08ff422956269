import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { withToken } from '@/conformance/support/client';
import type { Adapter } from '@/conformance/support/adapters';
import type { ClientResponse, Send } from '@/conformance/support/client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import { operator } from '@/lib/roles/permission';
import { registerExtension, registerExtensionSchema } from '@/lib/schemas/register-extension';
import type { JsonObject } from '@/lib/scim/json';
import { patchOpUrn } from '@/lib/scim/urns';

/** The URN of an extension of users, and of one of groups. */
export const staff = 'urn:acme:scim:staff:1.0:User';
export const crew = 'urn:acme:scim:crew:1.0:Group';

/** An extension with an attribute of each kind. */
export const staffDefinition = {
  urn: staff,
  resourceType: 'User',
  name: 'Staff',
  description: 'What Acme keeps of its people',
  attributes: [
    { name: 'team', type: 'string', description: 'Where somebody works.' },
    { name: 'badge', type: 'string', caseExact: true },
    { name: 'onSite', type: 'boolean' },
    { name: 'grade', type: 'integer' },
    { name: 'rate', type: 'decimal' },
    { name: 'hiredAt', type: 'dateTime' },
    { name: 'handbook', type: 'reference' },
    { name: 'floors', type: 'integer', multiValued: true },
    { name: 'tags', type: 'string', multiValued: true },
  ],
};

/** A tenant of its own for each test, through an adapter that is open while the tests run. */
export function useTenantClient(open: () => Promise<Adapter>): TenantClient {
  const client = new TenantClient();
  beforeAll(async () => {
    client.adapter = await open();
  });
  beforeEach(() => client.begin());
  afterAll(() => client.adapter?.close());
  return client;
}

/** A client of a tenant, and what tests of custom attributes ask of it. */
export class TenantClient {
  adapter: Adapter | undefined;
  tenantId = '';
  send: Send = () => Promise.reject(new Error('There is no tenant yet.'));

  async begin(): Promise<void> {
    const tenant = await createTestTenant();
    this.tenantId = tenant.tenantId;
    this.send = this.#withToken(tenant.token);
  }

  /** A client of another tenant. */
  async other(): Promise<Send> {
    return this.#withToken((await createTestTenant()).token);
  }

  async register(definition: object = staffDefinition): Promise<void> {
    const extension = registerExtensionSchema.parse(definition);
    expect(await registerExtension(operator(this.tenantId), extension)).toMatchObject({ ok: true });
  }

  get(path: string, query: Record<string, string> = {}): Promise<ClientResponse> {
    const pairs = new URLSearchParams(query).toString();
    return this.send({ method: 'GET', path: pairs ? `${path}?${pairs}` : path });
  }

  async create(userName: string, attributes: object = {}): Promise<JsonObject> {
    const body = { userName, ...attributes };
    const { status, json } = await this.send({ method: 'POST', path: '/Users', body });
    expect(status).toBe(201);
    return json as JsonObject;
  }

  put(id: unknown, body: object): Promise<ClientResponse> {
    return this.send({ method: 'PUT', path: `/Users/${String(id)}`, body });
  }

  patch(id: unknown, ...Operations: object[]): Promise<ClientResponse> {
    const body = { schemas: [patchOpUrn], Operations };
    return this.send({ method: 'PATCH', path: `/Users/${String(id)}`, body });
  }

  /** The userNames of the people whom a filter finds, in the order of the answer. */
  async found(filter: string, query: Record<string, string> = {}): Promise<unknown[]> {
    const { status, json } = await this.get('/Users', { filter, ...query });
    expect([status, json?.detail]).toEqual([200, undefined]);
    return (json?.Resources as JsonObject[]).map(({ userName }) => userName);
  }

  /** The notes of the newest event of provisioning. */
  async latestNotes(): Promise<{ kind: string; text: string }[]> {
    const event = await db()
      .selectFrom('IdentityEvent')
      .select('notes')
      .where('tenantId', '=', this.tenantId)
      .where('type', '=', 'scim_provision')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    return event.notes as { kind: string; text: string }[];
  }

  #withToken(token: string): Send {
    if (!this.adapter) throw new Error('The adapter is not open.');
    return withToken(this.adapter.send, token);
  }
}
