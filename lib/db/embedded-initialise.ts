import { PGlite } from '@electric-sql/pglite';

/**
 * Creates the embedded database in a process of its own: initialising takes several hundred megabytes that a
 * process does not give back, and the server is to live for months.
 */
const [dataDirectory] = process.argv.slice(2);
const database = await PGlite.create({ dataDir: dataDirectory });
await database.close();
process.exit(0);
