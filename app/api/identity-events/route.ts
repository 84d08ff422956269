import type { NextRequest } from 'next/server';
import { feedEvent } from '@/components/activity/feed-event';
import type { FeedPage } from '@/components/activity/feed-event';
import { eventFiltersSchema, listEvents } from '@/lib/activity/list-events';
import { answerWatcher, jsonAnswer } from '../answer-viewer';

/** The activity feed of the viewer's tenant, which their session names and no parameter can. */
export function GET(request: NextRequest): Promise<Response> {
  return answerWatcher('readSettings', async ({ tenantId }) => {
    const { searchParams } = request.nextUrl;
    const filters = eventFiltersSchema.safeParse({
      ...Object.fromEntries(searchParams),
      type: searchParams.getAll('type'),
    });
    if (!filters.success) {
      const faults = filters.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      return jsonAnswer(400, { message: `These filters cannot be read. ${faults.join('; ')}.` });
    }
    const { events, older } = await listEvents(tenantId, filters.data);
    const page: FeedPage = { events: events.map(feedEvent), older };
    return jsonAnswer(200, page);
  });
}
