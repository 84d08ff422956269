'use client';

import { useOptimistic, useState, useTransition } from 'react';
import type { BreakGlassOwner, ConnectionView } from '@/lib/sso/admin/connection-shape';
import { announce } from '../ui/announce';
import { Checkbox } from '../ui/checkbox';
import { Notice } from '../ui/notice';
import type { SsoActions } from './sso-action-types';

export interface BreakGlassProps {
  view: Pick<ConnectionView, 'breakGlass'>;
  mark: SsoActions['markBreakGlass'];
  mayMark: boolean;
}

const unanswered = 'The server did not answer. Reload the page to see how it is.';

/** The owners who may use an emailed code although single sign-on is required. */
export function BreakGlass({ view, mark, mayMark }: BreakGlassProps) {
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<string>();
  // A box shows what was asked for at once, and goes back by itself when it was refused.
  const [owners, showMarked] = useOptimistic(view.breakGlass, (known, wanted: { memberId: string; marked: boolean }) =>
    known.map((owner) => (owner.memberId === wanted.memberId ? { ...owner, marked: wanted.marked } : owner)),
  );

  function change({ memberId, name }: BreakGlassOwner, marked: boolean) {
    startTransition(async () => {
      showMarked({ memberId, marked });
      const answer = await mark({ memberId, marked }).catch(() => ({ ok: false as const, message: unanswered }));
      startTransition(() => setFailure(answer.ok ? undefined : answer.message));
      if (answer.ok) announce(`${name} ${marked ? 'marked as' : 'no longer'} break-glass`);
    });
  }
  return (
    <fieldset disabled={!mayMark} aria-describedby="break-glass-help" className="flex min-w-0 flex-col gap-3">
      <legend className="mb-0.5 text-base font-medium">Break-glass owners</legend>
      <p id="break-glass-help" className="max-w-prose text-sm text-ink-2">
        They can sign in with an emailed code when the identity provider fails, also while single sign-on is required.
        {mayMark ? ' A tick acts at once.' : ' Only owners decide who they are; ask one of them.'}
      </p>
      <ul className="flex flex-col gap-2">
        {owners.map((owner) => (
          <li key={owner.memberId}>
            <Checkbox
              checked={owner.marked}
              aria-disabled={pending ? true : undefined}
              onChange={(event) => {
                if (!pending) change(owner, event.currentTarget.checked);
              }}
              label={<span className="font-medium">{owner.name}</span>}
              help={owner.email}
            />
          </li>
        ))}
      </ul>
      {failure ? <Notice tone="bad" title={failure} live="alert" /> : null}
    </fieldset>
  );
}
