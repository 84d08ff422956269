import { getPool } from '@/lib/db/pool';

const CHECK_EVERY_MS = 30_000;

/** A table is looked after again when it has grown by half; below this size nothing is worth it. */
const GROWTH = 1.5;
const SMALLEST_BYTES = 256 * 1024;

/**
 * PGlite has no autovacuum. Without it, plans go on being made for the tables of the first day, foreign keys are
 * checked by reading whole tables, and the space of deleted rows is never used again.
 */
export class EmbeddedUpkeep {
  private readonly sizes = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  /** Begins to look after the tables from time to time. */
  start(): void {
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.vacuumGrown()).then(undefined, report);
    }, CHECK_EVERY_MS).unref();
  }

  /** Resolves when nothing is running any more. */
  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** @returns the tables that were vacuumed and analyzed */
  async vacuumGrown(): Promise<string[]> {
    const { rows } = await getPool().query<{ name: string; bytes: number }>(
      `select relname as "name", pg_relation_size(oid) as "bytes"
      from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    const grown = rows.filter(({ name, bytes }) => {
      return bytes >= SMALLEST_BYTES && bytes >= GROWTH * (this.sizes.get(name) ?? 0);
    });
    for (const { name, bytes } of grown) {
      await getPool().query(`vacuum (analyze) "${name}"`);
      this.sizes.set(name, bytes);
    }
    return grown.map(({ name }) => name);
  }
}

function report(error: unknown): void {
  console.error(`The upkeep of the embedded database failed: ${error instanceof Error ? error.message : String(error)}`);
}
