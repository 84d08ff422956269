import { refusePermission } from '@/lib/roles/permission';
import type { Permission } from '@/lib/roles/permission';
import { getViewer } from '@/lib/sign-in/viewer';
import type { Viewer } from '@/lib/sign-in/viewer';

/** An answer in JSON that nobody stores. */
export function jsonAnswer(status: number, body: object | null): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } });
}

/** Asks for the answer when the one who asks is signed in and may; else says why not, with 401 or 403. */
export async function answerViewer(
  permission: Permission,
  answer: (viewer: Viewer) => Promise<Response>,
): Promise<Response> {
  const viewer = await getViewer();
  if (!viewer) return jsonAnswer(401, { message: 'Your session has ended. Sign in again.' });
  const refused = refusePermission(viewer, permission);
  if (refused) return jsonAnswer(403, { message: refused.message });
  return answer(viewer);
}
