import { closePool, getPool, openPool } from '@/lib/db/pool';
openPool({ socketDirectory: process.argv[2]! });
let bad = 0; const errs: Record<string, number> = {};
const one = async (i: number) => { try { if (i % 7 === 0) { const c = await getPool().connect(); try { await c.query('begin'); await c.query('select $1::int', [1]); await new Promise((r) => setTimeout(r, 1)); await c.query('commit'); } finally { c.release(); } return; } const n = 1 + (i % 4); const cols = Array.from({ length: n }, (_, k) => `$${k + 1}::int + ${i} as c${k}`).join(',');
  const r = await getPool().query(`select ${cols}`, Array.from({ length: n }, (_, k) => k)); for (let k = 0; k < n; k++) if (r.rows[0]['c' + k] !== k + i) bad++; } catch (e) { const m = (e as Error).message; errs[m] = (errs[m] ?? 0) + 1; } };
const timer = setTimeout(() => { console.log('HUNG', bad, errs); process.exit(1); }, 30000);
for (let r = 0; r < 100; r++) await Promise.all(Array.from({ length: 100 }, (_, i) => one(r * 100 + i)));
clearTimeout(timer); console.log('child wrong', bad, errs); await closePool(); process.exit(0);
