import { beforeEach, describe, expect, it } from 'vitest';
import { countStatements } from '@/conformance/support/count-statements';
import { testContext } from '@/conformance/support/test-context';
import { listEvents } from '@/lib/activity/list-events';
import { db, jsonb } from '@/lib/db/kysely';
import { createUser } from '@/lib/provisioning/create-user';
import type { Actor } from '@/lib/roles/permission';
import { addAttribute, addAttributeSchema } from '@/lib/schemas/add-attribute';
import { countCarriers } from '@/lib/schemas/carried-values';
import { listExtensions } from '@/lib/schemas/list-extensions';
import { registerExtension, registerExtensionSchema } from '@/lib/schemas/register-extension';
import { removeAttribute } from '@/lib/schemas/remove-attribute';
import { removeExtension } from '@/lib/schemas/remove-extension';
import { findTenantSchemas } from '@/lib/schemas/tenant-schemas';
import { parseProjection } from '@/lib/scim/projection';
import { extendedRegistry } from '@/lib/scim/schema/extended-registry';
import { newTenant } from '@/testing/new-tenant';
import { setMapping } from '@/testing/set-mapping';

const urn = 'urn:acme:scim:staff:1.0:User';
const staff = {
  urn,
  resourceType: 'User',
  name: 'Staff',
  attributes: [
    { name: 'team', type: 'string' },
    { name: 'floors', type: 'integer', multiValued: true },
  ],
};

let tenantId: string;
let owner: Actor;
beforeEach(async () => {
  ({ tenantId, owner } = await newTenant());
});

function register(changes: object = {}, actor = owner) {
  return registerExtension(actor, registerExtensionSchema.parse({ ...staff, ...changes }));
}

function add(changes: object = {}, actor = owner) {
  return addAttribute(actor, addAttributeSchema.parse({ urn, name: 'badge', type: 'string', ...changes }));
}

/** Somebody whom a client gave these values. */
async function person(userName: string, values: object): Promise<string> {
  const { revision, extensions } = await findTenantSchemas(tenantId);
  expect(revision).toBeGreaterThan(0);
  const registry = extendedRegistry(extensions);
  const projection = parseProjection(registry.User, {});
  const body = JSON.parse(JSON.stringify({ userName, [urn]: values }));
  const { id } = await createUser(testContext(tenantId, { registry }), { body, projection });
  return id;
}

function stored(id: string) {
  return db()
    .selectFrom('ScimUser')
    .select(['document', 'filterView', 'version', 'lastModified'])
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

async function settingsEvents() {
  const { events } = await listEvents(tenantId, { type: ['admin_settings_changed'] });
  return events;
}

describe('registering', () => {
  it('makes the extension a part of the tenant’s schemas, and of no other’s', async () => {
    const other = await newTenant();
    expect(await register()).toMatchObject({ ok: true, extension: { urn, name: 'Staff' } });
    expect(await listExtensions(tenantId)).toMatchObject([
      { ...staff, description: '', people: 0, createdByName: 'Olga Owner', createdAt: expect.any(Date) },
    ]);
    expect(await findTenantSchemas(tenantId)).toMatchObject({ revision: 1, extensions: [{ urn }] });
    expect(await findTenantSchemas(other.tenantId)).toEqual({ revision: 0, extensions: [] });
    expect(await settingsEvents()).toMatchObject([
      {
        summary: 'Olga Owner registered the schema extension “Staff” with 2 attributes',
        actorName: 'Olga Owner',
        changes: [
          { attribute: `${urn}:team`, before: null, after: 'string' },
          { attribute: `${urn}:floors`, before: null, after: 'integer, multi-valued' },
        ],
      },
    ]);
  });

  it('refuses a URN that paths could not tell from another, and changes nothing', async () => {
    await register();
    for (const clash of [urn.toUpperCase(), 'urn:acme:scim:staff:1.0', `${urn}:more`]) {
      expect(await register({ urn: clash })).toMatchObject({ ok: false, reason: 'conflict', field: 'urn' });
    }
    expect((await findTenantSchemas(tenantId)).revision).toBe(1);
    expect(await settingsEvents()).toHaveLength(1);
  });

  it('lets one of several who register the same at once through', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => register()));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await findTenantSchemas(tenantId)).toMatchObject({ revision: 1, extensions: [{ urn }] });
  });

  it('stops at 20 extensions', async () => {
    for (let number = 1; number <= 20; number += 1) {
      expect(await register({ urn: `urn:acme:scim:e${number}x` })).toMatchObject({ ok: true });
    }
    expect(await register()).toMatchObject({ ok: false, message: expect.stringContaining('20 extensions') });
  });

  it('is for owners and admins', async () => {
    await register();
    for (const level of ['MEMBER', 'VIEWER', null] as const) {
      const actor = { ...owner, level };
      const refused = { ok: false, reason: 'forbidden' };
      expect(await register({ urn: 'urn:acme:scim:other' }, actor)).toMatchObject(refused);
      expect(await add({}, actor)).toMatchObject(refused);
      expect(await removeAttribute(actor, { urn, name: 'team' })).toMatchObject(refused);
      expect(await removeExtension(actor, { urn })).toMatchObject(refused);
    }
    expect((await findTenantSchemas(tenantId)).revision).toBe(1);
    const admin = { ...owner, level: 'ADMIN' } as const;
    expect(await register({ urn: 'urn:acme:scim:other' }, admin)).toMatchObject({ ok: true });
  });

  it('does not bring back values that an earlier definition left behind', async () => {
    await register();
    const id = await person('ana@acme.test', { team: 'Finance', floors: [1] });
    await db().deleteFrom('SchemaExtension').where('tenantId', '=', tenantId).execute();
    await register({ attributes: [{ name: 'team', type: 'integer' }] });
    expect((await stored(id)).document).not.toHaveProperty([urn]);
  });
});

describe('adding an attribute', () => {
  it('extends the definition; adding the same again changes nothing', async () => {
    await register();
    expect(await add()).toMatchObject({ ok: true });
    expect(await add({ name: 'BADGE' })).toMatchObject({ ok: true });
    const { revision, extensions } = await findTenantSchemas(tenantId);
    expect(revision).toBe(2);
    expect(extensions[0]?.attributes.map(({ name }) => name)).toEqual(['team', 'floors', 'badge']);
    expect((await settingsEvents())[0]?.summary).toBe(
      'Olga Owner added the attribute badge to the schema extension “Staff”',
    );
  });

  it.each([{ type: 'integer' }, { type: 'string', multiValued: true }, { type: 'string', caseExact: true }])(
    'refuses to make %j of an attribute that is there, and says what to do',
    async (kind) => {
      await register();
      expect(await add({ name: 'TEAM', ...kind })).toMatchObject({
        ok: false,
        reason: 'conflict',
        field: 'name',
        message: expect.stringMatching(/team already \(string\).*remove the attribute.*add it again/),
      });
      expect((await findTenantSchemas(tenantId)).revision).toBe(1);
    },
  );

  it('keeps all that several administrators add at once', async () => {
    await register();
    await Promise.all(['a1', 'b2', 'c3', 'd4'].map((name) => add({ name })));
    const [extension] = (await findTenantSchemas(tenantId)).extensions;
    const names = extension?.attributes.map(({ name }) => name).sort();
    expect(names).toEqual(['a1', 'b2', 'c3', 'd4', 'floors', 'team']);
  });

  it('finds no extension that is another tenant’s', async () => {
    await register();
    const other = await newTenant();
    expect(await add({}, other.owner)).toMatchObject({ ok: false, reason: 'not-found' });
    expect(await removeExtension(other.owner, { urn })).toMatchObject({ ok: false, reason: 'not-found' });
    expect((await findTenantSchemas(tenantId)).revision).toBe(1);
  });
});

describe('removing', () => {
  let ana: string;
  let ben: string;
  let eva: string;
  beforeEach(async () => {
    await register();
    ana = await person('ana@acme.test', { team: 'Finance', floors: [1, 2] });
    ben = await person('ben@acme.test', { team: 'Sales' });
    eva = await person('eva@acme.test', {});
  });

  it('says how many people carry values', async () => {
    const part = { tenantId, resourceType: 'User', urn } as const;
    expect(await countCarriers(part)).toBe(2);
    expect(await countCarriers({ ...part, attribute: 'floors' })).toBe(1);
    expect(await countCarriers({ ...part, resourceType: 'Group' })).toBe(0);
    expect(await listExtensions(tenantId)).toMatchObject([{ people: 2 }]);
  });

  it('takes the values of an extension away, with one new version for each person who had any', async () => {
    const before = await stored(ana);
    expect(await removeExtension(owner, { urn: urn.toUpperCase() })).toEqual({ ok: true, carriers: 2 });
    const after = await stored(ana);
    for (const view of [after.document, after.filterView]) expect(view).not.toHaveProperty([urn]);
    expect(JSON.stringify(after.filterView)).not.toContain(urn.toLowerCase());
    expect(after.version).toBe(2);
    expect(after.lastModified.getTime()).toBeGreaterThanOrEqual(before.lastModified.getTime());
    expect((await stored(ben)).version).toBe(2);
    expect((await stored(eva)).version).toBe(1);
    expect(await listExtensions(tenantId)).toEqual([]);
    expect((await settingsEvents())[0]).toMatchObject({
      summary: 'Olga Owner removed the schema extension “Staff”; 2 people lost its values',
      changes: [{ attribute: `${urn}:team`, before: 'string', after: null }, {}],
    });
  });

  it('takes the values of one attribute away, and the object that held nothing else', async () => {
    expect(await removeAttribute(owner, { urn, name: 'Team' })).toEqual({ ok: true, carriers: 2 });
    expect(await stored(ana)).toMatchObject({
      document: { [urn]: { floors: [1, 2] } },
      filterView: { [urn]: { floors: [1, 2] } },
      version: 2,
    });
    expect((await stored(ana)).document).not.toHaveProperty([urn, 'team']);
    expect((await stored(ana)).filterView).not.toHaveProperty([urn, 'team']);
    const after = await stored(ben);
    for (const view of [after.document, after.filterView]) expect(view).not.toHaveProperty([urn]);
    expect(JSON.stringify(after.filterView)).not.toContain(urn.toLowerCase());
    expect((await stored(eva)).version).toBe(1);
  });

  it('leaves what filters read as if the values had never been', async () => {
    await removeAttribute(owner, { urn, name: 'floors' });
    const twin = await person('ana2@acme.test', { team: 'Finance' });
    const [left, made] = [await stored(ana), await stored(twin)];
    const named = (view: unknown) => ({ ...Object(view), userName: '' });
    expect(named(left.filterView)).toEqual(named(made.filterView));
  });

  it('keeps the last attribute: the extension goes as a whole', async () => {
    await removeAttribute(owner, { urn, name: 'team' });
    const refused = { ok: false, reason: 'conflict' };
    expect(await removeAttribute(owner, { urn, name: 'floors' })).toMatchObject(refused);
  });

  it('warns when roles are read from what goes', async () => {
    await setMapping(tenantId, { attribute: `${urn.toUpperCase()}:team` });
    await removeExtension(owner, { urn });
    const event = await db()
      .selectFrom('IdentityEvent')
      .select('notes')
      .where('tenantId', '=', tenantId)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(event.notes).toEqual([{ kind: 'warning', text: expect.stringContaining('default role') }]);
  });

  it('leaves another tenant’s values of the same extension alone', async () => {
    const first = tenantId;
    ({ tenantId, owner } = await newTenant());
    await register();
    const other = await person('ana@acme.test', { team: 'Finance' });
    await removeExtension({ ...owner, tenantId: first }, { urn });
    expect((await stored(other)).document).toHaveProperty([urn, 'team'], 'Finance');
  });

  it('takes a group’s values away too', async () => {
    const groupUrn = 'urn:acme:scim:team:1.0:Group';
    await register({ urn: groupUrn, resourceType: 'Group' });
    const values = { displayName: 'Finance', [groupUrn]: { team: 'x' } };
    const now = new Date();
    await db()
      .insertInto('ScimGroup')
      .values({
        tenantId,
        id: 'g-1',
        document: jsonb(values),
        filterView: jsonb(values),
        displayNameKey: 'finance',
        createdAt: now,
        lastModified: now,
      })
      .execute();
    const listed = await listExtensions(tenantId);
    expect(listed).toMatchObject([{ people: 2 }, { resourceType: 'Group', people: 1 }]);
    expect(await removeExtension(owner, { urn: groupUrn })).toEqual({ ok: true, carriers: 1 });
    expect((await settingsEvents())[0]?.summary).toContain('1 group lost its values');
  });

  it('costs the same number of statements for many people as for none', async () => {
    const cost = (remove: () => Promise<unknown>) => countStatements(remove);
    const many = await cost(() => removeExtension(owner, { urn }));
    await register({ urn: 'urn:acme:scim:unused' });
    expect(await cost(() => removeExtension(owner, { urn: 'urn:acme:scim:unused' }))).toBe(many);
  });
});
