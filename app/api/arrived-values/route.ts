import { arrivedValues } from '@/lib/mapping/arrived-values';
import { answerViewer, jsonAnswer } from '../answer-viewer';

/** The values that people have at the attribute path `attribute`, or why it is none. */
export function GET(request: Request): Promise<Response> {
  return answerViewer('manageIdentity', async ({ tenantId }) => {
    const attribute = new URL(request.url).searchParams.get('attribute') ?? '';
    return jsonAnswer(200, await arrivedValues(tenantId, attribute.slice(0, 500)));
  });
}
