import { db } from '@/lib/db/kysely';
import type { ApplicationState } from '@/lib/db/generated/kysely/enums';
import type { RoleCause } from '@/lib/provisioning/roles/role-cause';

/** How far the latest application of the mapping to the people there is. */
export interface ApplicationView {
  id: string;
  /** PLANNING while it is not known yet whom it concerns; RUNNING; DONE. */
  state: ApplicationState;
  /** People to look at; 0 while planning. */
  total: number;
  /** People looked at. */
  done: number;
  /** Of those, people whose roles changed. */
  changed: number;
  /** What is applied, in words: "the role mapping", "SCIM turned on". */
  what: string;
  /** Who caused it. */
  actorName: string;
  startedAt: Date;
  finishedAt: Date | null;
}

/** Null when no mapping was ever applied. */
export async function findApplication(tenantId: string): Promise<ApplicationView | null> {
  const row = await db()
    .selectFrom('RoleApplication')
    .select(['id', 'state', 'total', 'done', 'changed', 'startedAt', 'finishedAt', 'cause'])
    .where('tenantId', '=', tenantId)
    .executeTakeFirst();
  if (!row) return null;
  const { cause, ...application } = row;
  return { ...application, ...told(cause as RoleCause) };
}

function told(cause: RoleCause): Pick<ApplicationView, 'what' | 'actorName'> {
  if (cause.kind === 'admin') return { what: cause.what, actorName: cause.actorName };
  return { what: 'a change of groups', actorName: cause.clientName };
}
