'use client';

import { useEffect, useState } from 'react';
import { useRouter } from 'next/navigation';
import { ExternalLink } from 'lucide-react';
import { providerName } from '@/lib/activity/provider-name';
import type { ConnectionView } from '@/lib/sso/admin/connection-shape';
import { Button } from '../ui/button';
import { buttonStyles } from '../ui/button-styles';
import { Card } from '../ui/card';
import { Status } from '../ui/status';
import { Timestamp } from '../ui/timestamp';

export interface TryCardProps {
  view: Pick<ConnectionView, 'revision' | 'provider' | 'tested' | 'addresses'>;
  /** The form has changes that a test would not be about. */
  dirty: boolean;
}

/** Reads the page again whenever one comes back to it from the tab of the test. */
function useFreshOnReturn(away: boolean) {
  const router = useRouter();
  useEffect(() => {
    if (!away) return;
    const refresh = () => {
      if (!document.hidden) router.refresh();
    };
    addEventListener('focus', refresh);
    document.addEventListener('visibilitychange', refresh);
    return () => {
      removeEventListener('focus', refresh);
      document.removeEventListener('visibilitychange', refresh);
    };
  }, [away, router]);
}

/** The test: a real sign-in of whoever presses, in another tab, which changes nothing. */
export function TryCard({ view, dirty }: TryCardProps) {
  const [away, setAway] = useState(false);
  useFreshOnReturn(away);
  const { revision, provider, addresses } = view;
  const reason =
    revision === 0
      ? 'Fill in the connection and save it first.'
      : dirty
        ? 'Save your changes first: the test is about what is saved.'
        : null;
  return (
    <Card title="Try it" id="try" actions={<LastTest tested={view.tested} />}>
      <div className="flex flex-col items-start gap-3">
        <p className="max-w-prose text-sm text-ink-2">
          Signs you in through {providerName(provider)} in a new tab, without changing anything here, and shows each
          check, the claims that arrived, and what the role mapping makes of them.
        </p>
        {reason ? (
          <Button variant="primary" disabled aria-describedby="try-reason">
            Sign in as yourself
          </Button>
        ) : (
          // A link and no script: what a press opens is never held back as a pop-up.
          <a
            href={`${new URL(addresses.start).pathname}?test=1`}
            target="_blank"
            className={buttonStyles('primary')}
            onClick={() => setAway(true)}
          >
            Sign in as yourself
            <ExternalLink />
            <span className="sr-only">(opens a new tab)</span>
          </a>
        )}
        {reason ? (
          <p id="try-reason" className="text-sm text-ink-2">
            {reason}
          </p>
        ) : null}
      </div>
    </Card>
  );
}

function LastTest({ tested }: Pick<ConnectionView, 'tested'>) {
  if (!tested) return <Status tone="off">No test has passed yet</Status>;
  return (
    <Status tone={tested.current ? 'ok' : 'warn'}>
      Passed <Timestamp at={tested.at} />
      {tested.current ? null : ', before the last change'}
    </Status>
  );
}
