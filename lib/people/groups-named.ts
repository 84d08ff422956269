import { sql } from 'kysely';
import type { EventNote } from '@/lib/activity/identity-event';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { groupsThrough } from '@/lib/provisioning/roles/groups-of-people';
import type { GroupFact } from '@/lib/roles/role-mapping';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonValue } from '@/lib/scim/json';
import { isStorable } from '@/lib/scim/storable-text';
import { foldCase } from '@/lib/shared/fold-case';

/** A group as the `groups` of a user name it: by id, by name, or both. */
interface GroupMention {
  value: string | null;
  display: string | null;
}

/**
 * The groups that a user's `groups` name, with the groups above them. A name that no group has is kept as a group
 * of that name, because rules for groups that have not been pushed go by the name.
 */
export async function groupsNamed(
  database: Database | DatabaseTransaction,
  tenantId: string,
  user: JsonValue,
): Promise<{ facts: GroupFact[]; notes: EventNote[] }> {
  const mentions = mentionsIn(user);
  if (mentions.length === 0) return { facts: [], notes: [] };
  const known = await findGroups(database, tenantId, mentions);
  const found = mentions.map((mention) => ({ mention, group: known.find((group) => isMeant(mention, group)) }));
  const facts = await groupsThrough(database, tenantId, found.flatMap(({ group }) => group?.id ?? []));
  const unknown = found.filter(({ group }) => group === undefined).map(({ mention }) => mention);
  const names = new Set(unknown.flatMap(({ display }) => display ?? []));
  return {
    facts: [...facts, ...[...names].map((name) => ({ id: '', name, through: [] }))],
    notes: unknown.map(({ value, display }): EventNote => {
      if (display === null) return { kind: 'ignored', text: `No group has the id "${value}", so it does not count` };
      return { kind: 'warning', text: `The group "${display}" has not been pushed; rules are tried by its name` };
    }),
  };
}

function mentionsIn(user: JsonValue): GroupMention[] {
  const groups = isJsonObject(user) ? valueOf(user, 'groups') : undefined;
  return [groups ?? []].flat().flatMap((element) => {
    if (typeof element === 'string') return [{ value: element, display: element }];
    if (!isJsonObject(element)) return [];
    const [value, display] = [textOf(valueOf(element, 'value')), textOf(valueOf(element, 'display'))];
    return value === null && display === null ? [] : [{ value, display }];
  });
}

/** Attribute names ignore case (RFC 7643 §2.1). */
function valueOf(object: { [key: string]: JsonValue }, name: string): JsonValue | undefined {
  return Object.entries(object).find(([key]) => key.toLowerCase() === name)?.[1];
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' && isStorable(value) ? value : null;
}

function isMeant({ value, display }: GroupMention, group: { id: string; name: string | null }): boolean {
  return group.id === value || (group.name !== null && group.name === display);
}

async function findGroups(
  database: Database | DatabaseTransaction,
  tenantId: string,
  mentions: readonly GroupMention[],
): Promise<{ id: string; name: string | null }[]> {
  const ids = mentions.flatMap(({ value }) => value ?? []);
  const keys = mentions.flatMap(({ display }) => (display === null ? [] : [foldCase(display)]));
  const { rows } = await sql<{ id: string; name: string | null }>`
    select "id", "document" ->> 'displayName' as "name" from "ScimGroup"
    where "tenantId" = ${tenantId} and ("id" = any(${ids}::text[]) or "displayNameKey" = any(${keys}::text[]))`.execute(
    database,
  );
  return rows;
}
