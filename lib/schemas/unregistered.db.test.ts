import { beforeEach, describe, expect, it, vi } from 'vitest';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import type { Actor } from '@/lib/roles/permission';
import { dismissUnregistered } from '@/lib/schemas/dismiss-unregistered';
import { listUnregistered } from '@/lib/schemas/list-unregistered';
import { noteUnregistered } from '@/lib/schemas/note-unregistered';
import { registerExtension, registerExtensionSchema } from '@/lib/schemas/register-extension';
import { registerUnregistered, registerUnregisteredSchema } from '@/lib/schemas/register-unregistered';
import { findTenantSchemas } from '@/lib/schemas/tenant-schemas';
import type { JsonValue } from '@/lib/scim/json';
import { newTenant } from '@/testing/new-tenant';

const urn = 'urn:acme:scim:staff:1.0:User';

let tenantId: string;
let owner: Actor;
beforeEach(async () => {
  ({ tenantId, owner } = await newTenant());
});

function note(
  values: Record<string, JsonValue>,
  sentUrn = urn,
  resourceType: 'User' | 'Group' = 'User',
): void {
  const attributes = Object.entries(values).map(([name, value]) => ({ urn: sentUrn, name, value }));
  noteUnregistered({ tenantId, now: new Date() }, resourceType, attributes);
}

async function listed() {
  await settleDeferredWrites();
  return listUnregistered(tenantId);
}

function register(name: string, changes: object = {}, actor = owner) {
  const input = { resourceType: 'User', urn, name, ...changes };
  return registerUnregistered(actor, registerUnregisteredSchema.parse(input));
}

describe('attributes that arrive unregistered', () => {
  it('are counted over requests and writes, whatever their case, with the latest example', async () => {
    note({ team: 'Finance' });
    note({ Team: 'Sales' }, urn.toUpperCase());
    await settleDeferredWrites();
    note({ team: 'Legal' });
    expect(await listed()).toEqual([
      {
        resourceType: 'User',
        urn,
        name: 'team',
        occurrences: 3,
        example: 'Legal',
        exampleType: 'string',
        suggestedType: { type: 'string', multiValued: false },
        firstSeenAt: expect.any(Date),
        lastSeenAt: expect.any(Date),
      },
    ]);
  });

  it('are kept apart by tenant and resource type', async () => {
    const other = await newTenant();
    note({ team: 'Finance' });
    note({ team: 'Finance' }, urn, 'Group');
    const place = { tenantId: other.tenantId, now: new Date() };
    noteUnregistered(place, 'User', [{ urn, name: 'team', value: 'x' }]);
    expect((await listed()).map(({ resourceType }) => resourceType).sort()).toEqual(['Group', 'User']);
    expect(await listUnregistered(other.tenantId)).toMatchObject([{ example: 'x', occurrences: 1 }]);
  });

  it('fill 200 rows of a tenant at most, and those go on counting', async () => {
    const names = (from: number, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`made-up-${from + index}`, 'x']));
    note(names(1000, 150));
    await settleDeferredWrites();
    note(names(1100, 150));
    note(names(2000, 5000));
    const rows = await listed();
    expect(rows).toHaveLength(200);
    expect(rows.find(({ name }) => name === 'made-up-1120')?.occurrences).toBe(2);
  });

  it('are neither lost nor counted twice when a write fails', async () => {
    const silenced = vi.spyOn(console, 'error').mockImplementation(() => {});
    const failing = vi.spyOn(db(), 'transaction').mockImplementationOnce(() => {
      throw new Error('The database is away');
    });
    note({ team: 'Finance' });
    await settleDeferredWrites();
    expect(silenced).toHaveBeenCalledWith(expect.stringContaining('A write in the background failed'));
    silenced.mockRestore();
    failing.mockRestore();
    expect(await listed()).toEqual([]);
    note({ office: 'Bern' });
    expect((await listed()).map(({ name, occurrences }) => [name, occurrences]).sort()).toEqual([
      ['office', 1],
      ['team', 1],
    ]);
  });

  it('do not come back when they are registered before they are written', async () => {
    note({ team: 'Finance', office: 'Bern' });
    const attributes = [{ name: 'Team', type: 'string' }];
    const extension = { urn: urn.toUpperCase(), resourceType: 'User', name: 'Staff', attributes };
    await registerExtension(owner, registerExtensionSchema.parse(extension));
    expect((await listed()).map(({ name }) => name)).toEqual(['office']);
  });

  it('can be dismissed by owners and admins, until they arrive again', async () => {
    note({ team: 'Finance' });
    await listed();
    const row = { resourceType: 'User', urn: urn.toUpperCase(), name: 'TEAM' } as const;
    const refused = await dismissUnregistered({ ...owner, level: 'MEMBER' }, row);
    expect(refused).toMatchObject({ reason: 'forbidden' });
    expect(await listed()).toHaveLength(1);
    expect(await dismissUnregistered(owner, row)).toEqual({ ok: true });
    expect(await listed()).toEqual([]);
    note({ team: 'Finance' });
    expect(await listed()).toMatchObject([{ occurrences: 1 }]);
  });
});

describe('registering what arrived', () => {
  it('makes an extension with a telling name, and adds to it from then on', async () => {
    note({ team: 'Finance', floors: [1], office: 'Bern' });
    await listed();
    expect(await register('TEAM')).toMatchObject({ ok: true });
    expect(await register('floors')).toMatchObject({ ok: true });
    const { revision, extensions } = await findTenantSchemas(tenantId);
    expect(revision).toBe(2);
    const plain = { caseExact: false, description: '' };
    expect(extensions).toEqual([
      {
        urn,
        resourceType: 'User',
        name: 'staff',
        description: '',
        attributes: [
          { ...plain, name: 'team', type: 'string', multiValued: false },
          { ...plain, name: 'floors', type: 'integer', multiValued: true },
        ],
      },
    ]);
    expect((await listed()).map(({ name }) => name)).toEqual(['office']);
  });

  it('takes another type where the administrator knows better', async () => {
    note({ badge: 7 });
    await listed();
    expect(await register('badge', { type: 'string', caseExact: true })).toMatchObject({
      ok: true,
      extension: { attributes: [{ name: 'badge', type: 'string', multiValued: false, caseExact: true }] },
    });
  });

  it('refuses an object, and says what to do', async () => {
    note({ address: { floor: 3 } });
    await listed();
    expect(await register('address')).toMatchObject({
      ok: false,
      reason: 'conflict',
      message: expect.stringContaining('Map each of its parts'),
    });
  });

  it('refuses what is not listed, what belongs to the other resource type, and who may not', async () => {
    note({ team: 'Finance' });
    note({ team: 'Finance' }, urn, 'Group');
    await listed();
    expect(await register('office')).toMatchObject({ ok: false, reason: 'not-found' });
    expect(await register('team', {}, { ...owner, level: 'VIEWER' })).toMatchObject({ reason: 'forbidden' });
    expect(await register('team')).toMatchObject({ ok: true });
    const ofGroups = await register('team', { resourceType: 'Group' });
    expect(ofGroups).toMatchObject({ ok: false, reason: 'conflict' });
  });

  it.each([
    ['urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User', 'CustomExtensionName'],
    ['urn:okta:example_app:1.0:user:custom', 'custom'],
    ['urn:acme:2.0:User', 'acme'],
  ])('calls the extension %s %s', async (sentUrn, name) => {
    note({ team: 'x' }, sentUrn);
    await listed();
    expect(await register('team', { urn: sentUrn })).toMatchObject({ ok: true, extension: { name } });
  });
});
