import { beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '@/conformance/support/test-context';
import { db } from '@/lib/db/kysely';
import { tryMapping } from '@/lib/people/try-mapping';
import { createGroup } from '@/lib/provisioning/create-group';
import type { Actor } from '@/lib/roles/permission';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';
import type { JsonValue } from '@/lib/scim/json';
import { parseProjection } from '@/lib/scim/projection';
import { coreRegistry } from '@/lib/scim/schema/registry';
import { accepted } from '@/lib/shared/accepted';
import { newTenant } from '@/testing/new-tenant';
import type { TestTenant } from '@/testing/new-tenant';
import { setMapping } from '@/testing/set-mapping';

describe('tryMapping', () => {
  let tenant: TestTenant;
  let payments: string;

  const trial = async (user: JsonValue) =>
    accepted(await tryMapping(tenant.owner, { user: JSON.stringify(user) })).trial;
  const stepsOf = async (user: JsonValue) => (await trial(user)).explanation.steps.map(({ sentence }) => sentence);

  beforeAll(async () => {
    tenant = await newTenant();
    const { tenantId } = tenant;
    await setMapping(tenantId, { source: 'IDP_GROUPS', defaultRoleKey: 'viewer' });
    const rules = [['Engineering', 'member'], ['Not pushed', 'admin']] as const;
    await db()
      .insertInto('RoleRule')
      .values(rules.map(([name, roleKey], position) => {
        return { tenantId, id: name, kind: 'GROUP', position, name, nameKey: name.toLowerCase(), roleKey, createdByName: 'Priya' };
      }))
      .execute();
    const context = testContext(tenantId, { mapping: await findTenantMapping(tenantId) });
    const projection = parseProjection(coreRegistry.Group, {});
    payments = (await createGroup(context, { body: { displayName: 'Payments' }, projection })).id;
    await createGroup(context, { body: { displayName: 'Engineering', members: [{ value: payments }] }, projection });
  });

  it.each([
    ['by display', () => ({ display: 'Payments' })],
    ['by value', () => ({ value: payments })],
    ['by value alone', () => payments],
  ])('takes groups %s, with the groups above them', async (_, group) => {
    expect(await stepsOf({ userName: 'ana', groups: [group()] })).toEqual([
      'In the groups Payments; Engineering, through Payments.',
      'Rule 1: group Engineering, through Payments → Member.',
      'Member.',
    ]);
  });

  it('tries groups that have not been pushed by their name, and says so', async () => {
    const { explanation, notes } = await trial({ userName: 'ana', Groups: [{ display: 'Not pushed' }, { value: 'g-9' }] });
    expect(explanation.roles.map(({ key }) => key)).toEqual(['admin']);
    expect(notes.map(({ text }) => text)).toEqual([
      'The group "Not pushed" has not been pushed; rules are tried by its name',
      'No group has the id "g-9", so it does not count',
    ]);
  });

  it('reads the user as a POST does, and says what it repaired and left out', async () => {
    const { name, notes, document, explanation } = await trial({
      USERNAME: 'ana@acme.test', active: 'True', displayName: 'Ana Ruiz', password: 'hunter2', shoeSize: 43,
    });
    expect(name).toBe('Ana Ruiz');
    expect(notes.map(({ kind }) => kind)).toEqual(['repaired', 'ignored', 'ignored']);
    expect(document).not.toContain('hunter2');
    expect(JSON.parse(document)).toMatchObject({ userName: 'ana@acme.test', active: true });
    expect(explanation.roles.map(({ key }) => key)).toEqual(['viewer']);
  });

  it.each([
    ['', 'The body is empty; send JSON.'],
    ['{"userName": ', /^The body is not valid JSON/],
    ['[]', /./],
    ['{"displayName": "Ana"}', '`userName` is required.'],
    ['{"userName": "a", "userName": "b"}', /stands twice/],
    ['{"__proto__": {}, "userName": "a"}', /not allowed/],
    [`${'['.repeat(50)}${']'.repeat(50)}`, /nested deeper/],
    ['{"userName": "a", "active": "perhaps"}', /active/],
  ])('refuses %s in words, at the field', async (user, message) => {
    const answer = await tryMapping(tenant.owner, { user });
    expect(answer).toMatchObject({ ok: false, field: 'user', message: expect.stringMatching(message) as string });
  });

  it('stores nothing', async () => {
    await trial({ userName: 'never@acme.test' });
    const found = await db().selectFrom('ScimUser').select('id').where('tenantId', '=', tenant.tenantId).execute();
    expect(found).toEqual([]);
  });

  it.each(['MEMBER', 'VIEWER'] as const)('refuses a %s', async (level) => {
    const actor: Actor = { ...tenant.owner, level };
    expect(await tryMapping(actor, { user: '{}' })).toMatchObject({ ok: false, reason: 'forbidden' });
  });
});
