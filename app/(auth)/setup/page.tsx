import type { Metadata } from 'next';
import { publicOrigin } from '@/lib/shared/env';
import { createOrganisation, readSetupLink } from './actions';
import { SetupFlow } from './setup-flow';

export const metadata: Metadata = { title: 'Set up' };

/** The page of the set-up link. Its secret stands behind "#", so only the browser knows it. */
export default function SetupPage() {
  return (
    <SetupFlow
      origin={publicOrigin()}
      readSetupLink={readSetupLink}
      createOrganisation={createOrganisation}
    />
  );
}
