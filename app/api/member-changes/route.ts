import type { NextRequest } from 'next/server';
import type { MemberChanges } from '@/components/members/member-changes';
import { latestMemberEvent } from '@/lib/members/latest-member-event';
import { listMembers } from '@/lib/members/list-members';
import { memberListSchema } from '@/lib/members/member-list-query';
import { refusePermission } from '@/lib/roles/permission';
import { getViewer } from '@/lib/sign-in/viewer';

/** An IdP pauses between the pages of its sync; so long a silence is still the same sync. */
const SYNC_PAUSE_MS = 10_000;

const headers = { 'Cache-Control': 'no-store' };

/** What happened to the members of the viewer's tenant after the event `since`. */
export async function GET(request: NextRequest): Promise<Response> {
  const viewer = await getViewer();
  if (!viewer)
    return Response.json({ message: 'Your session has ended. Sign in again.' }, { status: 401, headers });
  const refused = refusePermission(viewer, 'readSettings');
  if (refused) return Response.json({ message: refused.message }, { status: 403, headers });
  const latest = await latestMemberEvent(viewer.tenantId);
  const unchanged = (latest?.id ?? null) === request.nextUrl.searchParams.get('since');
  const changes: MemberChanges = {
    latest: latest?.id ?? null,
    syncing: latest !== null && latest.bySync && Date.now() - latest.at.getTime() < SYNC_PAUSE_MS,
    people: unchanged ? null : await countActive(viewer.tenantId),
  };
  return Response.json(changes, { headers });
}

async function countActive(tenantId: string): Promise<number> {
  return (await listMembers(tenantId, memberListSchema.parse({}), 1)).total;
}
