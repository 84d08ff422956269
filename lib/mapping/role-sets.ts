import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { MappableRole } from '@/lib/roles/role-mapping';
import type { PermissionLevel } from '@/lib/roles/role';

/** Sets of a tenant's roles as PostgreSQL's bit strings, a bit for each role in the order given. */
export class RoleSets {
  readonly #keys: readonly string[];

  constructor(private readonly roles: readonly Pick<MappableRole, 'key' | 'level'>[]) {
    this.#keys = roles.map(({ key }) => key);
  }

  /** The type of the column. Its length is a number of ours, not a parameter. */
  get type(): RawBuilder<unknown> {
    return sql`bit(${sql.lit(Math.max(1, this.#keys.length))})`;
  }

  /** The set of the roles with these keys as text; keys of no role count for nothing. */
  textOf(keys: readonly (string | null)[]): string {
    const wanted = new Set(keys);
    return this.#keys.map((key) => (wanted.has(key) ? '1' : '0')).join('') || '0';
  }

  /** The same as a value in SQL. */
  sqlOf(keys: readonly (string | null)[]): RawBuilder<unknown> {
    return sql`${this.textOf(keys)}::${this.type}`;
  }

  /** The keys of the roles in a set, in alphabetical order. */
  keysOf(text: string): string[] {
    return this.#keys.filter((_, at) => text[at] === '1').sort();
  }

  /** The keys of the roles of a level. */
  keysOfLevel(level: PermissionLevel): string[] {
    return this.roles.filter((role) => role.level === level).map(({ key }) => key);
  }
}
