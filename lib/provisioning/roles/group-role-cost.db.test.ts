import { sql } from 'kysely';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { explainStatements, recordStatements, rowsRead } from '@/conformance/support/record-statements';
import { testContext } from '@/conformance/support/test-context';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import { patchGroup } from '@/lib/provisioning/patch-group';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';
import { patchOpUrn } from '@/lib/scim/urns';
import { addRules } from '@/testing/add-rules';
import { setMapping } from '@/testing/set-mapping';
import { joinCrowd, storeCrowd } from '@/testing/store-crowd';
import { joinGroup, storeGroup } from '@/testing/store-people';

/** The embedded database is slower at filling tables, and no different in what it reads. */
const MEMBERS = 'socketDirectory' in inject('database') ? 20_000 : 50_000;
const NEWCOMERS = 100;
const MOVERS = 3;

/** Of each table, by all statements together; of small tables a scan reads what other tenants have. */
const MOST_READ = 500;
const TABLES = ['ScimUser', 'ScimGroup', 'ScimGroupMember', 'Member', 'MemberRole', 'PendingRoles'];

/** What a change of members costs depends on who moves, not on the group. */
describe(`a group of ${MEMBERS} people that gives a role, through another`, () => {
  let context: ProvisioningContext;
  let groupId: string;
  beforeAll(async () => {
    const { tenantId } = await createTestTenant();
    await storeCrowd(tenantId, MEMBERS + NEWCOMERS);
    groupId = await storeGroup(tenantId, 'Staff');
    await joinCrowd(tenantId, groupId, 0, MEMBERS);
    const outer = await storeGroup(tenantId, 'Everybody', { groups: [groupId] });
    await joinGroup(tenantId, groupId, { groups: [await storeGroup(tenantId, 'Interns')] });
    await addRules(tenantId, [
      { kind: 'GROUP', name: 'Everybody', groupId: outer, roleKey: 'viewer' },
      ...Array.from({ length: 50 }, (_unused, n) => ({ kind: 'GROUP' as const, name: `Other ${n}`, roleKey: 'admin' })),
    ]);
    await setMapping(tenantId, { source: 'IDP_GROUPS' });
    // A server does so by itself, a little later.
    for (const table of TABLES) await sql`analyze ${sql.table(table)}`.execute(db());
    context = testContext(tenantId, { mapping: await findTenantMapping(tenantId) });
  });

  function move(op: 'add' | 'remove', from: number): Promise<unknown> {
    const value = Array.from({ length: MOVERS }, (_unused, n) => ({ value: `u-${from + n}` }));
    const body = { schemas: [patchOpUrn], Operations: [{ op, path: 'members', value }] };
    return patchGroup(context, { id: groupId, ifMatch: undefined, projection: null, body });
  }

  it.each(['add', 'remove'] as const)('%ss three people at the cost of three people', async (op) => {
    const statements = await recordStatements(() => move(op, MEMBERS));
    expect(statements).toHaveLength(8);
    await move(op === 'add' ? 'remove' : 'add', MEMBERS);
    const nodes = await explainStatements(() => move(op, MEMBERS));
    for (const table of TABLES) {
      expect(rowsRead(nodes, table), table).toBeLessThan(MOST_READ);
    }
  });
});
