'use client';

import { UnexpectedError } from '@/components/shell/unexpected-error';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';

/** A page of Settings → Identity that could not be drawn; the navigation around it still works. */
export default function IdentityError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <PageBody width="settings">
      <PageHeader title="Identity" />
      <UnexpectedError error={error} retry={retry} />
    </PageBody>
  );
}
