import pg from 'pg';

/**
 * Runs `work` and counts the statements that this process sent to the database meanwhile, BEGIN and COMMIT
 * included.
 */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function counted(this: pg.Client, ...parameters: never[]) {
    count += 1;
    return Reflect.apply(query, this, parameters) as never;
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return count;
}
