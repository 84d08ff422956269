'use client';

import { FocusedPage } from '@/components/shell/focused-page';
import { UnexpectedError } from '@/components/shell/unexpected-error';

/** What a page shows when it could not be made. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <FocusedPage title="This page did not load">
      <UnexpectedError error={error} retry={retry} />
    </FocusedPage>
  );
}
