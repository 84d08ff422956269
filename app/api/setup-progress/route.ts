import { parseProviderChoice } from '@/components/identity/provider-choice';
import { findSetupProgress } from '@/lib/activity/setup-progress';
import { refusePermission } from '@/lib/roles/permission';
import { getViewer } from '@/lib/sign-in/viewer';

/** How far the set-up of one identity provider has come: what the checklist asks for while it is open. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await getViewer();
  if (!viewer) return answer(401, { message: 'Your session has ended. Sign in again.' });
  const refused = refusePermission(viewer, 'readSettings');
  if (refused) return answer(403, { message: refused.message });
  const choice = parseProviderChoice(new URL(request.url).searchParams.get('idp'));
  if (!choice) return answer(400, { message: 'idp must be okta, entra, jumpcloud or other.' });
  return answer(200, await findSetupProgress(viewer, choice.provider));
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } });
}
