import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@/testing/embedded-postgres';
import { serveEmbedded } from '@/lib/db/embedded-server';
import { POSTGRES_SOCKET } from '@/lib/db/data-folder';
import { closePool, getPool, openPool } from '@/lib/db/pool';
import { migrate } from '@/lib/db/migrate';
import { db, forgetKysely } from '@/lib/db/kysely';
import { sql } from 'kysely';
import { createTenant } from '@/lib/tenants/create-tenant';
import { listMembers } from '@/lib/members/list-members';
import { memberListSchema } from '@/lib/members/member-list-query';

async function main() {
  const kind = process.argv[2];
  let stop: () => Promise<void>;
  if (kind === 'pg') { const s = await startPostgres(); openPool({ url: s.url, poolSize: 4 }); stop = s.stop; }
  else { const d = await mkdtemp(join(tmpdir(), 'rc-')); const s = await serveEmbedded(undefined, join(d, POSTGRES_SOCKET)); openPool({ socketDirectory: d }); stop = s.close; }
  await migrate();
  for (const n of ['a', 'b']) await createTenant(db(), { name: n, id: n, ownerName: 'Own', ownerEmail: 'o@x.test' });
  for (const t of ['a', 'b']) {
    await sql`insert into "Member" ("tenantId","id","email","emailKey","displayName","nameKey","searchKey","managedBy","createdAt","lastSeenAt")
     select ${t}, gen_random_uuid()::text, e, e, n, lower(n), lower(n)||E'\n'||e, case when i%1000=0 then 'PORTAL' else 'SCIM' end::"ManagedBy", now()-(i||' seconds')::interval, case when i%3=0 then null else now()-(i||' seconds')::interval end
     from (select i, (array['Ana','Bo','Cy','Dee','Eve','Sam','Priya','Zoë'])[1+i%8]||' '||md5(i::text) as n, 'user'||i||'@acme.test' as e from generate_series(1,${t === 'a' ? 100000 : 20000}) i) x`.execute(db());
    await sql`insert into "MemberRole" select "tenantId","id", case when random()<0.0005 then 'admin' else 'member' end,'SCIM','default' from "Member" where "tenantId"=${t} on conflict do nothing`.execute(db());
  }
  const analyse = process.argv[3] !== 'no';
  if (analyse) await sql`vacuum analyze`.execute(db());
  const time = async (name: string, f: () => Promise<unknown>) => { const ts: number[] = []; for (let i = 0; i < 5; i++) { const s = performance.now(); await f(); ts.push(performance.now() - s); } ts.sort((a, b) => a - b); console.log(kind, name.padEnd(40), ts[2]!.toFixed(1), 'max', ts[4]!.toFixed(1)); };
  const q = (o: object) => memberListSchema.parse(o);
  for (const o of [{}, { sort: 'name', direction: 'desc' }, { sort: 'since', direction: 'desc' }, { sort: 'lastSeen', direction: 'desc' }, { sort: 'lastSeen' }, { q: 'ru' }, { q: 'user4711' }, { q: 'nobodyhere' }, { q: 'ana b4' }, { role: 'owner' }, { role: 'member' }, { managedBy: 'PORTAL' }, { managedBy: 'SSO' }, { status: 'DEPROVISIONED' }, { role: 'admin', sort: 'lastSeen', direction: 'desc' }])
    await time(JSON.stringify(o), () => listMembers('a', q(o)));
  // deep
  for (const sort of ['name', 'lastSeen']) { let p = await listMembers('a', q({ sort })); for (let i = 0; i < 40; i++) p = await listMembers('a', q({ sort, after: p.next! }), 1000); console.log(p.firstPosition, p.total);
  await time('deep ' + sort, () => listMembers('a', q({ sort, after: p.next! }))); await time('deep back ' + sort, () => listMembers('a', q({ sort, before: p.previous! }))); }
  if (process.argv[4]) { for (const a of [`explain analyze select count(*) from "Member" where "tenantId"='a' and status='ACTIVE'`]) console.log((await getPool().query(a)).rows.map((r) => Object.values(r)[0]).join('\n')); }
  await closePool(); forgetKysely(); await stop(); process.exit(0);
}
void main();
