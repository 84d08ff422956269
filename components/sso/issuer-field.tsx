'use client';

import { useState, useTransition } from 'react';
import type { ActionResult } from '@/lib/shared/action-result';
import type { SsoProvider } from '@/lib/sso/sso-providers';
import { Button } from '../ui/button';
import { Mono } from '../ui/mono';
import { Notice } from '../ui/notice';
import type { FoundIssuer, SsoActions } from './sso-action-types';
import { TextField } from './text-field';
import type { ConnectionForm } from './use-connection-form';

const examples: Readonly<Record<SsoProvider, string>> = {
  OKTA: 'https://your-company.okta.com',
  ENTRA: 'https://login.microsoftonline.com/your-tenant-id/v2.0',
  GOOGLE: 'https://accounts.google.com',
  AUTH0: 'https://your-company.eu.auth0.com/',
  OTHER: 'https://idp.example.com',
};

export interface IssuerFieldProps {
  form: ConnectionForm;
  check: SsoActions['checkIssuer'];
}

/** The issuer, and a look at what it says about itself before anything depends on it. */
export function IssuerField({ form, check }: IssuerFieldProps) {
  const { issuer, provider } = form.values;
  const [pending, startTransition] = useTransition();
  /** What the last check found, for the issuer it was asked about. */
  const [found, setFound] = useState<{ asked: string; answer: ActionResult<FoundIssuer> } | null>(null);

  function ask() {
    startTransition(async () => {
      const answer = await check(issuer).catch((): ActionResult<FoundIssuer> => ({ ok: false, message: unanswered }));
      setFound({ asked: issuer, answer });
    });
  }
  return (
    <div className="flex flex-col gap-2">
      <TextField
        form={form}
        name="issuer"
        type="url"
        placeholder={examples[provider]}
        help="The address whose /.well-known/openid-configuration answers."
        action={
          <Button pending={pending} disabled={issuer.trim() === ''} onClick={ask} aria-label="Check issuer">
            Check
          </Button>
        }
      />
      <div role="status" className="empty:hidden">
        {found && found.asked === issuer ? <Finding answer={found.answer} /> : null}
      </div>
    </div>
  );
}

const unanswered = 'The server did not answer. Check again.';

function Finding({ answer }: { answer: ActionResult<FoundIssuer> }) {
  if (!answer.ok) {
    return (
      <Notice tone="bad" title="Not discovered">
        {answer.fieldErrors?.issuer ?? answer.message}
      </Notice>
    );
  }
  const { issuer, offersLogout, scopes } = answer.data;
  return (
    <Notice tone="ok" title="Discovered">
      <p>
        <Mono>{issuer}</Mono> answers and agrees on its name.{' '}
        {offersLogout
          ? 'Signing out here goes on there.'
          : 'It offers no sign-out, so signing out ends the session here alone.'}
      </p>
      {scopes.length > 0 ? (
        <p>
          Scopes it names: <Mono>{scopes.join(' ')}</Mono>
        </p>
      ) : null}
    </Notice>
  );
}
