import type { NextRequest } from 'next/server';
import { feedEvent } from '@/components/activity/feed-event';
import type { FeedPage } from '@/components/activity/feed-event';
import { eventFiltersSchema, listEvents } from '@/lib/activity/list-events';
import { refusePermission } from '@/lib/roles/permission';
import { getViewer } from '@/lib/sign-in/viewer';

const headers = { 'Cache-Control': 'no-store' };

/** The activity feed of the viewer's tenant, which their session names and no parameter can. */
export async function GET(request: NextRequest): Promise<Response> {
  const viewer = await getViewer();
  if (!viewer) return answer(401, { message: 'Your session has ended. Sign in again.' });
  const refused = refusePermission(viewer, 'readSettings');
  if (refused) return answer(403, { message: refused.message });
  const { searchParams } = request.nextUrl;
  const filters = eventFiltersSchema.safeParse({
    ...Object.fromEntries(searchParams),
    type: searchParams.getAll('type'),
  });
  if (!filters.success) {
    const faults = filters.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return answer(400, { message: `These filters cannot be read. ${faults.join('; ')}.` });
  }
  const { events, older } = await listEvents(viewer.tenantId, filters.data);
  const page: FeedPage = { events: events.map(feedEvent), older };
  return answer(200, page);
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers });
}
