import { describe, expect, it } from 'vitest';
import { staff, useTenantClient } from '@/conformance/support/custom-attributes';
import { adapters } from '@/conformance/support/adapters';
import { db } from '@/lib/db/kysely';
import { enterpriseUserUrn } from '@/lib/scim/urns';
import { setMapping } from '@/testing/set-mapping';

/** Roles can be read from any attribute of the tenant's schemas. */
describe.each(adapters)('roles from an attribute, through %s', (_name, open) => {
  const tenant = useTenantClient(open);

  async function mapFrom(roleAttribute: string): Promise<void> {
    await setMapping(tenant.tenantId, { attribute: roleAttribute });
  }

  async function rolesOf(email: string): Promise<unknown> {
    const grants = await db()
      .selectFrom('MemberRole')
      .innerJoin('Member', (join) =>
        join
          .onRef('Member.tenantId', '=', 'MemberRole.tenantId')
          .onRef('Member.id', '=', 'MemberRole.memberId'),
      )
      .select('MemberRole.roleKey')
      .where('MemberRole.tenantId', '=', tenant.tenantId)
      .where('Member.email', '=', email)
      .execute();
    return grants.map(({ roleKey }) => roleKey);
  }

  async function warnings(): Promise<unknown> {
    return (await tenant.latestNotes()).filter(({ kind }) => kind === 'warning');
  }

  it.each<[path: string, attributes: object, roles: string[]]>([
    [`${staff}:team`, { [staff]: { team: 'admin' } }, ['admin']],
    [`${staff.toUpperCase()}:TEAM`, { [staff]: { team: 'Viewer' } }, ['viewer']],
    [`${staff}:tags`, { [staff]: { tags: ['viewer'] } }, ['viewer']],
    [`${staff}:tags`, { [staff]: { tags: ['viewer', 'admin'] } }, ['admin', 'viewer']],
    [`${staff}:team`, { [staff]: { team: 'unknown' } }, ['member']],
    [`${staff}:team`, { roles: [{ value: 'admin' }] }, ['member']],
    [`${enterpriseUserUrn}:department`, { [enterpriseUserUrn]: { department: 'viewer' } }, ['viewer']],
    ['userType', { userType: 'admin' }, ['admin']],
    ['title', { title: 'viewer' }, ['viewer']],
  ])('reads %s of %j', async (path, attributes, roles) => {
    await tenant.register();
    await mapFrom(path);
    await tenant.create('ana@acme.test', attributes);
    expect(await rolesOf('ana@acme.test')).toEqual(roles);
  });

  it('follows a PATCH of the attribute', async () => {
    await tenant.register();
    await mapFrom(`${staff}:team`);
    const { id } = await tenant.create('ana@acme.test', { [staff]: { team: 'viewer' } });
    await tenant.patch(id, { op: 'replace', path: `${staff}:team`, value: 'admin' });
    expect(await rolesOf('ana@acme.test')).toEqual(['admin']);
    await tenant.patch(id, { op: 'remove', path: `${staff}:team` });
    expect(await rolesOf('ana@acme.test')).toEqual(['member']);
    expect(await warnings()).toEqual([]);
  });

  it('gives the default role and warns when the path leads nowhere', async () => {
    await mapFrom(`${staff}:team`);
    await tenant.create('ana@acme.test', { [staff]: { team: 'admin' } });
    expect(await rolesOf('ana@acme.test')).toEqual(['member']);
    expect(await warnings()).toEqual([{ kind: 'warning', text: expect.stringContaining(`${staff}:team`) }]);
  });
});
