'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { endSession } from '@/lib/sign-in/session';
import { hasSecureOrigin, sessionCookieName } from '@/lib/sign-in/session-cookie';
import { getViewer } from '@/lib/sign-in/viewer';

/** Ends the session on the server, then in the browser. */
export async function signOut(): Promise<void> {
  const viewer = await getViewer();
  if (viewer) await endSession(viewer);
  // A browser touches a cookie with the prefix __Host- only when told so in the same terms as when it was
  // set.
  const terms = { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: hasSecureOrigin() };
  (await cookies()).set(sessionCookieName(), '', { ...terms, maxAge: 0 });
  redirect('/sign-in?ended=yes');
}
