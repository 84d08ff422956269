import { findApplication } from '@/lib/mapping/find-application';
import { answerWatcher, jsonAnswer } from '../answer-viewer';

/** How far the latest application of the role mapping has come; null when there was none. */
export function GET(): Promise<Response> {
  return answerWatcher('readSettings', async ({ tenantId }) => jsonAnswer(200, await findApplication(tenantId)));
}
