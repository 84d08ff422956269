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
  const names = (await listAdministrators(viewer.tenantId)).map(({ name }) => name).join(', ');
  return (
    <FocusedPage
      title="You have no role here"
      description={`You are signed in to ${viewer.tenantName} as ${viewer.email}, but you have no role, so there is nothing to see. Ask an owner or admin${names ? `: ${names}` : ''}.`}
    >
      <form action={signOut}>
        <SubmitButton variant="secondary">Sign out</SubmitButton>
      </form>
    </FocusedPage>
  );
}
