import type { NextRequest } from 'next/server';
import type { MemberChanges } from '@/components/members/member-changes';
import { findMemberRoles } from '@/lib/members/find-member-roles';
import { changedBesidesRoles, latestMemberEvent } from '@/lib/members/latest-member-event';
import { listMembers } from '@/lib/members/list-members';
import { memberListSchema } from '@/lib/members/member-list-query';
import { answerWatcher, jsonAnswer } from '../answer-viewer';

/** An IdP pauses between the pages of its sync; so long a silence is still the same sync. */
const SYNC_PAUSE_MS = 10_000;

/** A page of the list has no more. */
const MOST_MEMBERS = 100;

/** What happened to the members of the viewer's tenant after the event `since`, and the roles of each `member`. */
export function GET(request: NextRequest): Promise<Response> {
  return answerWatcher('readSettings', async ({ tenantId }) => {
    const latest = await latestMemberEvent(tenantId);
    const { searchParams } = request.nextUrl;
    const since = searchParams.get('since');
    const unchanged = (latest?.id ?? null) === since;
    const memberIds = unchanged ? [] : searchParams.getAll('member').slice(0, MOST_MEMBERS);
    const [roles, listChanged] = await Promise.all([
      findMemberRoles(tenantId, memberIds),
      unchanged ? false : changedBesidesRoles(tenantId, since),
    ]);
    const changes: MemberChanges = {
      latest: latest?.id ?? null,
      syncing: latest !== null && latest.bySync && Date.now() - latest.at.getTime() < SYNC_PAUSE_MS,
      people: listChanged ? await countActive(tenantId) : null,
      roles,
    };
    return jsonAnswer(200, changes);
  });
}

async function countActive(tenantId: string): Promise<number> {
  return (await listMembers(tenantId, memberListSchema.parse({}), 1)).total;
}
