import { refusePermission } from '@/lib/roles/permission';
import type { Permission } from '@/lib/roles/permission';
import { getViewer, peekViewer } from '@/lib/sign-in/viewer';
import type { Viewer } from '@/lib/sign-in/viewer';

/** An answer in JSON that nobody stores. */
export function jsonAnswer(status: number, body: object | null): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } });
}

type Answer = (viewer: Viewer) => Promise<Response>;

/** Asks for the answer when the one who asks is signed in and may; else says why not, with 401 or 403. */
export async function answerViewer(permission: Permission, answer: Answer): Promise<Response> {
  return answerIfMay(await getViewer(), permission, answer);
}

/** The same for what an open page asks again and again by itself, which does not keep its session alive. */
export async function answerWatcher(permission: Permission, answer: Answer): Promise<Response> {
  return answerIfMay(await peekViewer(), permission, answer);
}

async function answerIfMay(viewer: Viewer | null, permission: Permission, answer: Answer): Promise<Response> {
  if (!viewer) return jsonAnswer(401, { message: 'Your session has ended. Sign in again.' });
  const refused = refusePermission(viewer, permission);
  if (refused) return jsonAnswer(403, { message: refused.message });
  return answer(viewer);
}
