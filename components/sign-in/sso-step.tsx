'use client';

import { useEffect, useRef } from 'react';
import { FocusedPage } from '@/components/shell/focused-page';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Spinner } from '@/components/ui/spinner';
import { useActionForm } from '@/components/ui/use-action-form';
import { providerName } from '@/lib/activity/provider-name';
import type { RequestCode, SsoOnward } from './email-step';
import { signInAgainPath } from './sign-in-again-path';

export interface SsoStepProps extends SsoOnward {
  /** Where to go after signing in. */
  path: string;
  requestCode: RequestCode;
  onCodeSent: () => void;
  onChangeAddress: () => void;
}

/** Goes to the identity provider, once. Whoever comes back by the browser's button finds a way around it. */
function useDeparture(url: string, path: string) {
  const departed = useRef(false);
  useEffect(() => {
    if (departed.current) return;
    departed.current = true;
    history.replaceState(null, '', signInAgainPath(path));
    location.assign(url);
  }, [url, path]);
}

/** The second step for a domain with single sign-on. */
export function SsoStep(props: SsoStepProps) {
  const { email, organisation, provider, url, path, requestCode, onCodeSent, onChangeAddress } = props;
  useDeparture(url, path);
  const { result, pending, formProps } = useActionForm(async (data) => {
    const answer = await requestCode(data);
    if (answer.ok) onCodeSent();
    return answer;
  });
  const idp = `${organisation}’s ${provider === 'OTHER' ? 'identity provider' : providerName(provider)}`;
  return (
    <FocusedPage
      title={`Taking you to ${idp}…`}
      description={
        <>
          You sign in there as <strong className="font-semibold text-ink wrap-anywhere">{email}</strong>.
        </>
      }
    >
      <div className="flex items-center gap-3 text-sm text-ink-2">
        <Spinner />
        <p>
          Nothing happens?{' '}
          <a href={url} className="text-accent-text underline underline-offset-3">
            Go to {idp}
          </a>
        </p>
      </div>
      {result?.ok === false && result.message ? <Notice tone="bad" title={result.message} live="alert" /> : null}
      <form {...formProps} className="flex flex-wrap items-center gap-2">
        <input type="hidden" name="email" value={email} />
        <Button type="submit" pending={pending}>
          Use an emailed code instead
        </Button>
        <Button variant="quiet" onClick={onChangeAddress}>
          Use another address
        </Button>
      </form>
    </FocusedPage>
  );
}
