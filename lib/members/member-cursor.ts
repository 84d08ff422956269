import { z } from 'zod';
import type { MemberSort } from '@/lib/members/member-list-query';

/** A place in a sorted list of members: the sort value of a row, and its id where values are equal. */
export interface MemberCursor {
  /** A folded name or an ISO time, by sort; null for a member who was never seen. */
  value: string | null;
  id: string;
}

/** What the database can compare with. */
const text = z.string().refine((value) => !value.includes('\0'));

const cursorSchemas = {
  name: z.tuple([z.literal('name'), text, text]),
  since: z.tuple([z.literal('since'), z.iso.datetime(), text]),
  lastSeen: z.tuple([z.literal('lastSeen'), z.iso.datetime().nullable(), text]),
} as const satisfies Record<MemberSort, z.ZodType>;

export function encodeCursor(sort: MemberSort, { value, id }: MemberCursor): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

/** Null for a cursor that is broken or was made for another sort: the list then starts at its beginning. */
export function decodeCursor(sort: MemberSort, cursor: string | undefined): MemberCursor | null {
  if (cursor === undefined) return null;
  try {
    const [, value, id] = cursorSchemas[sort].parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { value, id };
  } catch {
    return null;
  }
}
