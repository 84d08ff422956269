import { withToken } from '@/conformance/support/client';
import type { ClientRequest, ClientResponse, Send } from '@/conformance/support/client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import type { TestTenant } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import type { RoleSource } from '@/lib/db/generated/kysely/enums';
import { patchOpUrn } from '@/lib/scim/urns';
import { addRules } from '@/testing/add-rules';
import { setMapping } from '@/testing/set-mapping';

/** A tenant whose roles come from SCIM, with what a test of them asks and does. */
export class RoleTenant {
  readonly send: Send;

  private constructor(
    readonly tenant: TestTenant,
    send: Send,
  ) {
    this.send = withToken(send, tenant.token);
  }

  /** @param rules the role of each group, or of each value, by name */
  static async open(
    send: Send,
    rules: Record<string, string> = {},
    source: Exclude<RoleSource, 'PORTAL'> = 'IDP_GROUPS',
  ): Promise<RoleTenant> {
    const tenant = await createTestTenant();
    await setMapping(tenant.tenantId, { source });
    const kind = source === 'IDP_GROUPS' ? ('GROUP' as const) : ('VALUE' as const);
    const rows = Object.entries(rules).map(([name, roleKey]) => ({ kind, name, roleKey }));
    if (rows.length > 0) await addRules(tenant.tenantId, rows);
    return new RoleTenant(tenant, send);
  }

  async user(name: string, attributes: object = {}): Promise<string> {
    const body = { userName: `${name.toLowerCase()}@acme.test`, displayName: name, ...attributes };
    return idOf(await this.send({ method: 'POST', path: '/Users', body }));
  }

  async group(displayName: string, members: readonly string[] = []): Promise<string> {
    const body = { displayName, members: references(members) };
    return idOf(await this.send({ method: 'POST', path: '/Groups', body }));
  }

  patch(path: string, ...Operations: object[]): Promise<ClientResponse> {
    return this.send(patchRequest(path, ...Operations));
  }

  join(groupId: string, ...ids: string[]): Promise<ClientResponse> {
    return this.patch(`/Groups/${groupId}`, { op: 'add', path: 'members', value: references(ids) });
  }

  leave(groupId: string, ...ids: string[]): Promise<ClientResponse> {
    const operations = ids.map((id) => ({ op: 'remove', path: `members[value eq "${id}"]` }));
    return this.patch(`/Groups/${groupId}`, ...operations);
  }

  rename(groupId: string, displayName: string): Promise<ClientResponse> {
    return this.patch(`/Groups/${groupId}`, { op: 'replace', value: { id: groupId, displayName } });
  }

  remove(path: string): Promise<ClientResponse> {
    return this.send({ method: 'DELETE', path });
  }

  /** The roles of a person by name, each with its reason. */
  async roles(name: string): Promise<string[]> {
    const grants = await this.grants(name);
    return grants.map(({ roleKey, reason }) => `${roleKey}: ${reason}`);
  }

  async grants(name: string) {
    const { tenantId } = this.tenant;
    return db()
      .selectFrom('MemberRole')
      .innerJoin('Member', (on) =>
        on.onRef('Member.tenantId', '=', 'MemberRole.tenantId').onRef('Member.id', '=', 'MemberRole.memberId'),
      )
      .select(['roleKey', 'reason', 'source', 'ruleId', 'eventId', 'memberId'])
      .where('Member.tenantId', '=', tenantId)
      .where('Member.displayName', '=', name)
      .orderBy('roleKey')
      .execute();
  }

  /** Newest first. */
  events(type?: string) {
    let query = db().selectFrom('IdentityEvent').selectAll().where('tenantId', '=', this.tenant.tenantId);
    if (type !== undefined) query = query.where('type', '=', type);
    return query.orderBy('id', 'desc').execute();
  }

  rules() {
    return db()
      .selectFrom('RoleRule')
      .select(['name', 'nameKey', 'groupId', 'groupGoneAt', 'roleKey'])
      .where('tenantId', '=', this.tenant.tenantId)
      .orderBy('position')
      .execute();
  }

  /** Leaves the tenant with no other owner than those whom SCIM makes. */
  async retireFirstOwner(): Promise<void> {
    await db()
      .updateTable('Member')
      .set({ status: 'DEPROVISIONED' })
      .where('tenantId', '=', this.tenant.tenantId)
      .where('id', '=', this.tenant.ownerId)
      .execute();
  }
}

export function patchRequest(path: string, ...Operations: object[]): ClientRequest {
  return { method: 'PATCH', path, body: { schemas: [patchOpUrn], Operations } };
}

export function references(ids: readonly string[]): object[] {
  return ids.map((value) => ({ value }));
}

function idOf({ status, json, text }: ClientResponse): string {
  if (status !== 201) throw new Error(`Not created: ${status} ${text}`);
  return String(json?.id);
}
