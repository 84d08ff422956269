'use server';

import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { endSession } from '@/lib/sign-in/session';
import { cookieTerms, sessionCookieName } from '@/lib/sign-in/session-cookie';
import { getViewer } from '@/lib/sign-in/viewer';
import { singleLogoutUrl } from '@/lib/sso/single-logout';

/** Ends the session on the server, then in the browser, then at the identity provider that vouched for it. */
export async function signOut(): Promise<void> {
  const viewer = await getViewer();
  const kept = viewer && (await endSession(viewer));
  (await cookies()).set(sessionCookieName(), '', { ...cookieTerms(), maxAge: 0 });
  // In a browser without scripts the form itself is redirected, which our policy (`form-action`) allows within this
  // site only. The header is there when a script has called.
  const scripted = (await headers()).has('next-action');
  const onward = viewer && kept && scripted ? await singleLogoutUrl(viewer.tenantId, kept) : null;
  redirect(onward ?? '/sign-in?ended=yes');
}
