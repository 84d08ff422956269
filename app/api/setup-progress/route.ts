import { parseProviderChoice } from '@/components/identity/provider-choice';
import { findSetupProgress } from '@/lib/activity/setup-progress';
import { answerWatcher, jsonAnswer } from '../answer-viewer';

/** How far the set-up of one identity provider has come: what the checklist asks for while it is open. */
export function GET(request: Request): Promise<Response> {
  return answerWatcher('readSettings', async (viewer) => {
    const choice = parseProviderChoice(new URL(request.url).searchParams.get('idp'));
    if (!choice) return jsonAnswer(400, { message: 'idp must be okta, entra, jumpcloud or other.' });
    return jsonAnswer(200, await findSetupProgress(viewer, choice.provider));
  });
}
