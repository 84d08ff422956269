import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { returnPath } from '@/components/sign-in/return-path';
import { Notice } from '@/components/ui/notice';
import { env } from '@/lib/shared/env';
import { sessionCookieName } from '@/lib/sign-in/session-cookie';
import { getViewer } from '@/lib/sign-in/viewer';
import { requestCode, verifyCode } from './actions';
import { SignInFlow } from './sign-in-flow';

export const metadata: Metadata = { title: 'Sign in' };

/** Why the visitor sees this page, when it is not plainly to sign in. */
function reason(signedOut: boolean, sessionEnded: boolean) {
  if (signedOut) return <Notice tone="ok" title="You are signed out" />;
  if (!sessionEnded) return null;
  return (
    <Notice tone="info" title="Your session has ended">
      Sign in again. If that is refused, ask your IT team whether your account was switched off.
    </Notice>
  );
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { callbackUrl, ended } = await searchParams;
  const path = returnPath(callbackUrl);
  if (await getViewer()) redirect(path);
  const cookie = sessionCookieName();
  const hadSession = (await cookies()).getAll().some(({ name }) => name === cookie || name.startsWith(`${cookie}.`));
  return (
    <SignInFlow
      path={path}
      mailConfigured={env().SMTP_URL !== undefined}
      notice={reason(ended === 'signed-out', hadSession)}
      requestCode={requestCode}
      verifyCode={verifyCode}
    />
  );
}
