import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { signOut } from '@/app/sign-out';
import { FocusedPage } from '@/components/shell/focused-page';
import { SubmitButton } from '@/components/ui/submit-button';
import { listAdministrators } from '@/lib/members/list-administrators';
import { getViewer } from '@/lib/sign-in/viewer';

export const metadata: Metadata = { title: 'No access' };

/** For members without a role: signed in, but with nothing to see. */
export default async function NoAccessPage() {
  const viewer = await getViewer();
  if (!viewer) redirect('/sign-in');
  if (viewer.level !== null) redirect('/settings');
  const { tenantId, tenantName, email } = viewer;
  const names = (await listAdministrators(tenantId)).map(({ name }) => name).join(', ');
  const ask = names ? `Ask an owner or admin: ${names}.` : 'Ask an owner or admin.';
  return (
    <FocusedPage
      title="You have no role here"
      description={`You are signed in to ${tenantName} as ${email}, but have no role, so nothing to see. ${ask}`}
    >
      <form action={signOut}>
        <SubmitButton variant="secondary">Sign out</SubmitButton>
      </form>
    </FocusedPage>
  );
}
