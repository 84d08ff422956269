'use client';

import { useState } from 'react';
import { FocusedPage } from '@/components/shell/focused-page';
import { ConfirmStep } from '@/components/sign-in/confirm-step';
import { ReadingLink } from '@/components/sign-in/reading-link';
import { Refusal, type RefusalText } from '@/components/sign-in/refusal';
import { signInAgainPath } from '@/components/sign-in/sign-in-again-path';
import type { SsoTicket } from '@/components/sign-in/sso-ticket';
import { useFragmentSecret } from '@/components/sign-in/use-fragment-secret';
import { useTitleFocus } from '@/components/sign-in/use-title-focus';
import { Spinner } from '@/components/ui/spinner';
import { useEntry } from '../../use-entry';

export interface FinishFlowProps {
  /** Where to go afterwards: a path on this site. */
  path: string;
  readSsoTicket: (secret: string) => Promise<SsoTicket | null>;
  /** What to say of a ticket that is not good any more. */
  tooOld: RefusalText;
}

type Step =
  | { name: 'reading' }
  | { name: 'refused'; refusal: RefusalText }
  | { name: 'confirm' | 'entering'; secret: string; ticket: SsoTicket };

/** Exchanges the ticket for a session; asks first when it was not this browser that began to sign in. */
export function FinishFlow({ path, readSsoTicket, tooOld }: FinishFlowProps) {
  const [step, setStep] = useState<Step>({ name: 'reading' });
  const { error, enter } = useEntry<SsoTicket>(path);
  useTitleFocus(step.name);

  useFragmentSecret(async (secret) => {
    // Whoever comes here by the browser's back button is signed in by now, or is asked to by the page itself.
    if (secret === null) return location.replace(path);
    const ticket = await readSsoTicket(secret);
    if (!ticket) return setStep({ name: 'refused', refusal: tooOld });
    setStep({ name: ticket.ask ? 'confirm' : 'entering', secret, ticket });
    if (!ticket.ask) await enter(secret, ticket);
  });

  if (step.name === 'reading') {
    return (
      <ReadingLink title="Signing you in">
        Signing in needs it. Turn it on for this site and sign in again.
      </ReadingLink>
    );
  }
  const refusal = step.name === 'refused' ? step.refusal : error === null ? null : step.ticket.otherwise;
  if (refusal) return <Refusal {...refusal} startAgain={signInAgainPath(path)} />;
  if (step.name === 'confirm') {
    const { secret, ticket } = step;
    const confirm = () => {
      setStep({ name: 'entering', secret, ticket });
      void enter(secret, ticket);
    };
    return <ConfirmStep tenantName={ticket.tenantName} email={ticket.email} onConfirm={confirm} />;
  }
  return (
    <FocusedPage title="Signing you in">
      <Spinner />
    </FocusedPage>
  );
}
