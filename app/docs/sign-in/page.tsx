import type { Metadata } from 'next';
import { signInContents } from '@/components/docs/reference-contents';
import { ReferenceShell } from '@/components/docs/reference-shell';
import { SignInReference } from '@/components/docs/sign-in-reference';
import { may } from '@/lib/roles/permission';
import { getViewer } from '@/lib/sign-in/viewer';
import { ssoAddresses } from '@/lib/sso/addresses';

export const metadata: Metadata = { title: 'Sign-in reference' };

/** How single sign-on decides. Anyone may read it; members see their own addresses in it. */
export default async function SignInReferencePage() {
  const viewer = await getViewer();
  const reader = viewer && may(viewer, 'readSettings') ? viewer : null;
  return (
    <ReferenceShell
      path="/docs/sign-in"
      settings={{ label: 'SSO settings', href: '/settings/identity/sso' }}
      contents={signInContents}
      signedIn={reader !== null}
      title="Sign-in reference"
      description="Who gets in by single sign-on, what is checked, and what each code means."
    >
      <SignInReference addresses={ssoAddresses(reader?.tenantId ?? 'your-organisation')} />
    </ReferenceShell>
  );
}
