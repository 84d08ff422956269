import type { NextRequest } from 'next/server';
import type { MemberChanges } from '@/components/members/member-changes';
import { latestMemberEvent } from '@/lib/members/latest-member-event';
import { listMembers } from '@/lib/members/list-members';
import { memberListSchema } from '@/lib/members/member-list-query';
import { answerViewer, jsonAnswer } from '../answer-viewer';

/** An IdP pauses between the pages of its sync; so long a silence is still the same sync. */
const SYNC_PAUSE_MS = 10_000;

/** What happened to the members of the viewer's tenant after the event `since`. */
export function GET(request: NextRequest): Promise<Response> {
  return answerViewer('readSettings', async ({ tenantId }) => {
    const latest = await latestMemberEvent(tenantId);
    const unchanged = (latest?.id ?? null) === request.nextUrl.searchParams.get('since');
    const changes: MemberChanges = {
      latest: latest?.id ?? null,
      syncing: latest !== null && latest.bySync && Date.now() - latest.at.getTime() < SYNC_PAUSE_MS,
      people: unchanged ? null : await countActive(tenantId),
    };
    return jsonAnswer(200, changes);
  });
}

async function countActive(tenantId: string): Promise<number> {
  return (await listMembers(tenantId, memberListSchema.parse({}), 1)).total;
}
