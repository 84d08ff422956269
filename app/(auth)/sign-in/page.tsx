import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { returnPath } from '@/lib/sign-in/return-path';
import { SwitchedOff } from '@/components/sign-in/switched-off';
import { Notice } from '@/components/ui/notice';
import { findMember } from '@/lib/members/find-member';
import { env } from '@/lib/shared/env';
import { sessionCookieName } from '@/lib/sign-in/session-cookie';
import { readSessionToken } from '@/lib/sign-in/session-token';
import { getViewer } from '@/lib/sign-in/viewer';
import { findTenant } from '@/lib/tenants/tenants';
import { continueWithEmail, requestCode, verifyCode } from './actions';
import { SignInFlow } from './sign-in-flow';

export const metadata: Metadata = { title: 'Sign in' };

/**
 * What became of the visitor this browser's session belonged to. The session's token is signed, so they may
 * know.
 */
async function findFormerViewer() {
  const identity = await readSessionToken((await cookies()).get(sessionCookieName())?.value);
  if (!identity) return null;
  const { tenantId, memberId } = identity;
  const [member, tenant] = await Promise.all([findMember(tenantId, memberId), findTenant(tenantId)]);
  return member && tenant ? { member, tenantName: tenant.name } : null;
}

export interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl, ended, as, again } = await searchParams;
  const path = returnPath(callbackUrl);
  if (await getViewer()) redirect(path);
  const former = ended ? null : await findFormerViewer();
  const deprovisioned = former?.member.deprovisioned;
  if (former && deprovisioned && as !== 'another') {
    const { email, managedBy } = former.member;
    return (
      <SwitchedOff email={email} managedBy={managedBy} tenantName={former.tenantName} at={deprovisioned.at} />
    );
  }
  return (
    <SignInFlow
      path={path}
      mailConfigured={env().SMTP_URL !== undefined}
      offersCode={again === 'yes'}
      notice={
        ended ? (
          <Notice tone="ok" title="You are signed out" />
        ) : former && !deprovisioned ? (
          <Notice tone="info" title="Your session has ended">
            Sign in again to go on.
          </Notice>
        ) : null
      }
      continueWithEmail={continueWithEmail}
      requestCode={requestCode}
      verifyCode={verifyCode}
    />
  );
}
