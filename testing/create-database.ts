import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A new database on the PostgreSQL server at `url`; server and databases are removed after the run. */
export async function createDatabase(url: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return Object.assign(new URL(url), { pathname: `/${name}` }).toString();
}
