import { describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { Send } from '@/conformance/support/client';
import { useTenantClient } from '@/conformance/support/custom-attributes';
import { createTestCredential } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import { changeRole } from '@/lib/mapping/catalogue/change-role';
import { createRole } from '@/lib/mapping/catalogue/create-role';
import { deleteRole } from '@/lib/mapping/catalogue/delete-role';
import { operator } from '@/lib/roles/permission';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonObject } from '@/lib/scim/json';
import { coreRoleUrn, oktaRoleUrn } from '@/lib/scim/urns';

/** Okta's entitlement discovery and draft-ietf-scim-roles-entitlements: roles of the tenant's own. */
describe.each(adapters)('the catalogue of roles, through %s', (_name, open) => {
  const tenant = useTenantClient(open);
  const auditor = { key: 'acme.auditor-2', name: 'Auditor', description: '', level: 'VIEWER' as const };

  const actor = () => operator(tenant.tenantId);

  async function change(changes: object): Promise<void> {
    const { json } = await tenant.get(`/Roles/${auditor.key}`);
    const updatedAt = new Date(isJsonObject(json?.meta) ? String(json.meta.lastModified) : '');
    expect(await changeRole(actor(), { ...auditor, ...changes, updatedAt })).toEqual({ ok: true });
  }

  it('shows a role from its creation to its deletion', async () => {
    expect(await createRole(actor(), auditor)).toMatchObject({ ok: true });
    const path = `/Roles/${auditor.key}`;
    const created = await tenant.get(path);
    const version = created.headers.get('etag') ?? '';
    const location = expect.stringMatching(/\/scim\/v2\/Roles\/acme\.auditor-2$/) as string;
    expect(created.json).toEqual({
      schemas: [oktaRoleUrn],
      id: auditor.key,
      displayName: 'Auditor',
      value: auditor.key,
      display: 'Auditor',
      type: 'viewer',
      supported: true,
      meta: {
        resourceType: 'Role',
        created: expect.any(String) as string,
        lastModified: expect.any(String) as string,
        location,
        version,
      },
    });
    await change({ name: 'External auditor', description: 'Reads along.', level: 'MEMBER' });
    const headers = { 'If-None-Match': version };
    const changed = await tenant.send({ method: 'GET', path, headers });
    expect([changed.status, changed.json]).toMatchObject([
      200,
      { displayName: 'External auditor', description: 'Reads along.', type: 'member' },
    ]);
    expect(changed.headers.get('etag')).not.toBe(version);
    const known = { 'If-None-Match': changed.headers.get('etag') ?? '' };
    expect((await tenant.send({ method: 'GET', path, headers: known })).status).toBe(304);
    expect(await deleteRole(actor(), { key: auditor.key })).toMatchObject({ ok: true });
    expect((await tenant.get(path)).json).toMatchObject({ status: '404', detail: 'Role not in this tenant' });
    expect((await tenant.get('/Roles')).json).toMatchObject({ totalResults: 4 });
  });

  it('has the value that gives the role', async () => {
    await createRole(actor(), auditor);
    const { json } = await tenant.get('/Roles', { filter: 'displayName eq "auditor"' });
    const [role] = objectsIn(json?.Resources);
    await tenant.create('ana@acme.test', { roles: [{ value: role?.value, display: role?.display }] });
    expect(await tenant.latestNotes()).toEqual([]);
    const { tenantId } = tenant;
    const granted = db().selectFrom('MemberRole').select('roleKey').where('tenantId', '=', tenantId);
    expect(await granted.where('source', '=', 'SCIM').execute()).toEqual([{ roleKey: auditor.key }]);
  });

  it('is walked whole by cursor and by index, whatever the order', async () => {
    for (let number = 0; number < 7; number += 1) {
      await createRole(actor(), { ...auditor, key: `role-${number}`, name: `Role ${number % 3}${number}` });
    }
    const orders: Record<string, string>[] = [
      {},
      { sortBy: 'type' },
      { sortBy: 'description', sortOrder: 'descending' },
    ];
    for (const sorting of orders) {
      const whole = idsIn((await tenant.get('/Roles', { ...sorting })).json);
      expect(new Set(whole).size).toBe(11);
      expect(await walk(tenant.send, { ...sorting, count: '2', cursor: '' })).toEqual(whole);
      const pages = [1, 5, 9].map((startIndex) =>
        tenant.get('/Roles', { ...sorting, count: '4', startIndex: String(startIndex) }),
      );
      expect((await Promise.all(pages)).flatMap(({ json }) => idsIn(json))).toEqual(whole);
    }
  });

  it('is in the form that each credential has chosen, under the address that was asked', async () => {
    const ietf = await createTestCredential(tenant.tenantId, { provider: 'OTHER', rolesProfile: 'IETF' });
    const send = withToken(tenant.adapter?.send ?? tenant.send, ietf.token);
    const path = `/${tenant.tenantId}/Roles/owner`;
    const [theirs, ours] = [await send({ method: 'GET', path }), await tenant.get(path)];
    expect(theirs.json).toEqual({ ...ours.json, schemas: [coreRoleUrn] });
    expect(ours.json).toMatchObject({
      schemas: [oktaRoleUrn],
      meta: { location: expect.stringMatching(new RegExp(`${path}$`)) as string },
    });
  });
});

async function walk(send: Send, query: Record<string, string>): Promise<unknown[]> {
  const path = `/Roles?${new URLSearchParams(query).toString()}`;
  const { json } = await send({ method: 'GET', path });
  const cursor = json?.nextCursor;
  const rest = typeof cursor === 'string' ? await walk(send, { ...query, cursor }) : [];
  return [...idsIn(json), ...rest];
}

function idsIn(list: JsonObject | undefined): unknown[] {
  return objectsIn(list?.Resources).map(({ id }) => id);
}

function objectsIn(list: unknown): JsonObject[] {
  return Array.isArray(list) ? (list as JsonObject[]) : [];
}
