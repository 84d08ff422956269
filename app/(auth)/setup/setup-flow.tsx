'use client';

import { useState, type ReactNode } from 'react';
import { FocusedPage } from '@/components/shell/focused-page';
import { ReadingLink } from '@/components/sign-in/reading-link';
import {
  SetupForm,
  type CreatedOrganisation,
  type CreateOrganisation,
} from '@/components/sign-in/setup-form';
import { useFragmentSecret } from '@/components/sign-in/use-fragment-secret';
import { useTitleFocus } from '@/components/sign-in/use-title-focus';
import { LinkButton } from '@/components/ui/link-button';
import { Spinner } from '@/components/ui/spinner';
import { useEntry } from '../use-entry';

export interface SetupFlowProps {
  origin: string;
  /** "valid", or why the link is not. */
  readSetupLink: (token: string) => Promise<string>;
  createOrganisation: CreateOrganisation;
}

/** What each useless link's page says. */
const refusals: Record<string, { title: string; description: string; signIn?: boolean }> = {
  used: {
    title: 'This set-up link has been used',
    description: 'Rollcall is set up. Sign in with the email address that was given as the owner’s.',
    signIn: true,
  },
  'already-set-up': {
    title: 'Rollcall is set up already',
    description:
      'It has an organisation, so the set-up link does nothing any more. Sign in with your email address.',
    signIn: true,
  },
  expired: {
    title: 'This set-up link is too old',
    description: 'It worked for 1 hour. Start the server again: it prints a new one.',
  },
  unknown: {
    title: 'This set-up link is not complete',
    description:
      'Copy the whole link from what the server printed at its start, with everything behind the #.',
  },
};

function Refused({ reason }: { reason: string }): ReactNode {
  const refusal = refusals[reason] ?? refusals.unknown;
  return (
    <FocusedPage title={refusal?.title ?? ''} description={refusal?.description}>
      {refusal?.signIn ? (
        <div>
          <LinkButton href="/sign-in" variant="primary">
            Sign in
          </LinkButton>
        </div>
      ) : null}
    </FocusedPage>
  );
}

/** The organisation exists; its owner is on the way in, unless that took too long. */
function Ready({ signedIn }: { signedIn: boolean }) {
  if (signedIn) {
    return (
      <FocusedPage title="Your organisation is ready">
        <Spinner />
      </FocusedPage>
    );
  }
  return (
    <FocusedPage
      title="Your organisation is ready"
      description="You were not signed in, because that took too long. Sign in with your email address."
    >
      <div>
        <LinkButton href="/sign-in" variant="primary">
          Sign in
        </LinkButton>
      </div>
    </FocusedPage>
  );
}

/** Reads the link, asks for the organisation and its owner, and signs the owner in. */
export function SetupFlow({ origin, readSetupLink, createOrganisation }: SetupFlowProps) {
  const [token, setToken] = useState('');
  /** "reading", "valid", "created", or why the link is of no use. */
  const [state, setState] = useState('reading');
  const { error, enter } = useEntry('/settings/identity/setup');
  useTitleFocus(state);

  useFragmentSecret(async (secret) => {
    setToken(secret ?? '');
    setState(secret === null ? 'unknown' : await readSetupLink(secret));
  });

  async function handleCreated({ ticket, tenantId, memberId }: CreatedOrganisation) {
    setState('created');
    await enter(ticket, { tenantId, memberId });
  }

  if (state === 'reading') {
    return (
      <ReadingLink title="Set up Rollcall">
        Setting up needs it. Turn it on for this site and open the link again; it is still good.
      </ReadingLink>
    );
  }
  if (state === 'valid') {
    return (
      <FocusedPage
        title="Set up Rollcall"
        description="This creates your organisation, with you as its owner. The link you followed works once."
      >
        <SetupForm
          token={token}
          origin={origin}
          createOrganisation={createOrganisation}
          onCreated={handleCreated}
          onLinkRefused={setState}
        />
      </FocusedPage>
    );
  }
  if (state === 'created') return <Ready signedIn={!error} />;
  return <Refused reason={state} />;
}
