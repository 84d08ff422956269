import { expect, it } from 'vitest';
import pg from 'pg';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { testContext } from '@/conformance/support/test-context';
import { getPool } from '@/lib/db/pool';
import { listUsers } from '@/lib/provisioning/list-users';
import { createUser } from '@/lib/provisioning/create-user';
import { patchUser } from '@/lib/provisioning/patch-user';
import { getUser } from '@/lib/provisioning/get-user';
import { deleteUser } from '@/lib/provisioning/delete-user';
import { parseProjection } from '@/lib/scim/projection';
import { userType } from '@/lib/scim/schema/registry';
import { patchOpUrn } from '@/lib/scim/urns';

it('scale', async () => {
  const { tenantId } = await createTestTenant();
  const n = 30_000;
  await getPool().query(`insert into "ScimUser" select $1, 'u' || i, jsonb_build_object('userName','user' || i || '@x.test','active',true,'emails',jsonb_build_array(jsonb_build_object('value','user'||i||'@x.test','type','work'))), jsonb_build_object('userName','user' || i || '@x.test','active',true,'emails',jsonb_build_array(jsonb_build_object('value','user'||i||'@x.test','type','work'))), 'user'||i||'@x.test','ext'||i,'user '||i,true,null,1,now() + i * interval '1 ms',now() from generate_series(1,$2::int) i`, [tenantId, n]);
  await getPool().query(`insert into "ScimUserEmail" select $1,'u'||i,0,'work','user'||i||'@x.test' from generate_series(1,$2::int) i`, [tenantId, n]);
  await getPool().query(`insert into "Member" ("tenantId","id","email","emailKey","displayName","nameKey","searchKey","managedBy","scimUserId","scimUserNameKey") select $1,'m'||i,'user'||i||'@x.test','user'||i||'@x.test','U','u','u','SCIM','u'||i,'user'||i||'@x.test' from generate_series(1,$2::int) i`, [tenantId, n]);
  await getPool().query(`insert into "MemberRole" select $1,'m'||i,'member','SCIM','Default role',now() from generate_series(1,$2::int) i`, [tenantId, n]);
  const projection = parseProjection(userType, {});
  const context = testContext(tenantId);
  const time = async (name: string, work: (i: number) => Promise<unknown>, times = 20) => {
    await work(0);
    const start = performance.now();
    for (let i = 1; i <= times; i++) await work(i);
    console.log(name.padEnd(40), ((performance.now() - start) / times).toFixed(2), 'ms');
  };

  const list = (filter?: string, startIndex = 1, count = 100) => listUsers(context, { query: { filter, startIndex, count }, projection });
  for (const analyzed of [0, 2, 4]) { if (analyzed === 4) await getPool().query('analyze');
  await time('emails', (i) => list(`emails[type eq "work"].value eq "user${i + 5000}@x.test"`)); await time('or', (i) => list(`userName eq "user${i}@x.test" or externalId eq "ext${i}"`)); await time('page', () => list()); await time('get', (i) => getUser(context, { id: `u${i + 1}`, projection }));  await time('create', (i) => createUser(testContext(tenantId), { body: { userName: `new${analyzed}${i}@x.test`, externalId: `n${analyzed}${i}`, emails: [{ value: `new${analyzed}${i}@x.test` }] }, projection }));
  await time('patch', (i) => patchUser(context, { id: `u${i + 1000 + analyzed * 40}`, ifMatch: undefined, projection, body: { schemas: [patchOpUrn], Operations: [{ op: 'replace', value: { title: `x${analyzed}` } }] } })); await time('delete', (i) => deleteUser(context, { id: `u${i + (500 + analyzed * 40)}`, ifMatch: undefined })); }
  const { query } = pg.Client.prototype;
  const seen: { text: string; values: unknown[] }[] = [];
  pg.Client.prototype.query = function (this: pg.Client, ...p: never[]) { const [text, values] = p as unknown as [string | { text: string; values: unknown[] }, unknown[]]; seen.push(typeof text === 'string' ? { text, values } : text); return Reflect.apply(query, this, p) as never; } as typeof query;
  await patchUser(context, { id: 'u77', ifMatch: undefined, projection, body: { schemas: [patchOpUrn], Operations: [{ op: 'replace', value: { title: 'x' } }] } });
  await createUser(testContext(tenantId), { body: { userName: 'new@x.test', externalId: 'n', emails: [{ value: 'new@x.test' }] }, projection });
  pg.Client.prototype.query = query;
  const c = await getPool().connect();
  for (const { text, values } of seen) { await c.query('begin'); const r = await c.query('explain analyze ' + text, values).catch((e) => ({ rows: [{ 'QUERY PLAN': e.message }] })); await c.query('rollback'); console.log(text.slice(0, 60), '\n', r.rows.map((x) => x['QUERY PLAN']).join('\n')); }
  c.release();
  expect(1).toBe(1);
}, 300_000);
