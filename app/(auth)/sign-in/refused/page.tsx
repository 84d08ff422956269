import type { Metadata } from 'next';
import { FocusedPage } from '@/components/shell/focused-page';
import { Refusal } from '@/components/sign-in/refusal';
import { signInAgainPath } from '@/components/sign-in/sign-in-again-path';
import { LinkButton } from '@/components/ui/link-button';
import { returnPath } from '@/lib/sign-in/return-path';
import { openRefusal } from '@/lib/sso/refusal-token';
import { findTenant } from '@/lib/tenants/tenants';
import { refusalText } from '../refusal-text';

export const metadata: Metadata = { title: 'Not signed in' };

export interface RefusedPageProps {
  searchParams: Promise<{ r?: string | string[] }>;
}

/** Why somebody was not signed in. What it says is encrypted in its address: only this server can write it. */
export default async function RefusedPage({ searchParams }: RefusedPageProps) {
  const { r } = await searchParams;
  const refusal = typeof r === 'string' ? openRefusal(r) : null;
  if (!refusal) {
    return (
      <FocusedPage title="This page is too old" description="It told why you were not signed in. Sign in again.">
        <div>
          <LinkButton href="/sign-in">Start again</LinkButton>
        </div>
      </FocusedPage>
    );
  }
  const { code, tenantId, email, eventId, at } = refusal;
  const tenant = tenantId === null ? null : await findTenant(tenantId);
  return (
    <Refusal
      {...refusalText(code)}
      {...{ email, eventId, at }}
      organisation={tenant?.name}
      startAgain={signInAgainPath(returnPath(refusal.returnPath))}
    />
  );
}
