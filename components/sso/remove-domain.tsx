'use client';

import { useState, useTransition } from 'react';
import { providerName } from '@/lib/activity/provider-name';
import type { ConnectionView, DomainView } from '@/lib/sso/admin/connection-shape';
import { Confirm } from '../ui/confirm';
import { useOutcome } from '../ui/outcome';
import type { SsoActions } from './sso-action-types';

export interface RemoveDomainProps {
  domain: DomainView;
  open: boolean;
  view: Pick<ConnectionView, 'enabled' | 'required' | 'provider'>;
  remove: SsoActions['removeDomain'];
  onClose: () => void;
}

/** Asks before a domain is given up. */
export function RemoveDomain({ domain, open, view, remove, onClose }: RemoveDomainProps) {
  const { writtenAs } = domain;
  const say = useOutcome();
  const [error, setError] = useState<string>();
  const [pending, startTransition] = useTransition();

  function confirm() {
    startTransition(async () => {
      const answer = await remove(domain.domain).catch(() => ({ ok: false as const, message: unanswered }));
      if (!answer.ok) return setError(answer.message);
      onClose();
      say({ title: `${writtenAs} removed`, detail: 'Added again, it has to be proven again, with another record.' });
    });
  }
  return (
    <Confirm
      open={open}
      title={`Remove ${writtenAs}`}
      confirmLabel="Remove domain"
      pending={pending}
      error={error}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <p>{consequence(domain, view)}</p>
    </Confirm>
  );
}

const unanswered = 'The server did not answer, so the domain may be there still. Reload the page.';

function consequence({ writtenAs, verifiedAt }: DomainView, view: RemoveDomainProps['view']): string {
  const { enabled, required, provider } = view;
  if (!verifiedAt) return 'It was never verified, so nobody signs in by it. Its record stops counting.';
  const another = 'Another organisation could verify it from then on.';
  if (!enabled) return `Nobody signs in by it while single sign-on is off. ${another}`;
  const codes = required ? ' They can use emailed codes again.' : '';
  const idp = providerName(provider);
  return (
    `People with @${writtenAs} are no longer sent to ${idp}, and refused when they come from there.${codes} ` +
    `Whoever is signed in stays signed in. ${another}`
  );
}
