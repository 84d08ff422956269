import { parseProviderChoice } from '@/components/identity/provider-choice';
import { findSetupProgress } from '@/lib/activity/setup-progress';
import { getViewer } from '@/lib/sign-in/viewer';

/** How far the set-up of one identity provider has come: what the checklist asks for while it is open. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await getViewer();
  if (!viewer || viewer.level === null) return Response.json({ message: 'Sign in first.' }, { status: 401 });
  const choice = parseProviderChoice(new URL(request.url).searchParams.get('idp'));
  if (!choice) {
    return Response.json({ message: 'idp must be okta, entra, jumpcloud or other.' }, { status: 400 });
  }
  const progress = await findSetupProgress(viewer.tenantId, choice.provider);
  return Response.json(progress, { headers: { 'Cache-Control': 'no-store' } });
}
