'use client';

import { FocusedPage } from '@/components/shell/focused-page';
import { UnexpectedError } from '@/components/shell/unexpected-error';
import './globals.css';

/** Stands in for the whole document when the root layout itself fails. */
export default function GlobalErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>This page did not load · Rollcall</title>
        <FocusedPage title="This page did not load">
          <UnexpectedError error={error} retry={retry} />
        </FocusedPage>
      </body>
    </html>
  );
}
