import { redirect } from 'next/navigation';
import { listCredentials } from '@/lib/credentials/list-credentials';
import { requireViewer } from '@/lib/sign-in/viewer';

/** Identity begins with the set-up until there is something to look after. */
export default async function IdentityPage() {
  const { tenantId, settings } = await requireViewer();
  const credentials = await listCredentials(tenantId, { scope: 'scim' });
  redirect(
    settings.scimEnabled || credentials.length > 0 ? '/settings/identity/scim' : '/settings/identity/setup',
  );
}
