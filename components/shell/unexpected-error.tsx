'use client';

import { Button } from '../ui/button';
import { Mono } from '../ui/mono';

/** The reference under which the server's log has the error. */
function referenceOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('digest' in error)) return null;
  return typeof error.digest === 'string' ? error.digest : null;
}

/** An error nobody foresaw: what is unharmed, what to do, and a reference to quote. */
export function UnexpectedError({ error, retry }: { error: unknown; retry: () => void }) {
  const reference = referenceOf(error);
  return (
    <div role="alert" className="flex flex-col items-start gap-4 text-base text-ink-2">
      <p>
        The server met an error it did not expect. Nothing you saved is lost. Try again, or come back in a
        minute.
      </p>
      {reference ? (
        <p>
          If it stays, tell whoever runs this server: ref <Mono>{reference}</Mono>
        </p>
      ) : null}
      <Button variant="primary" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}
