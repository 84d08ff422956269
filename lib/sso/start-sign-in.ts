import type { Client } from '@/lib/sign-in/client-address';
import { sweepExpired } from '@/lib/sign-in/sweep-expired';
import { beginSignIn } from '@/lib/sso/begin-sign-in';
import type { Beginning } from '@/lib/sso/begin-sign-in';
import { checkEnabled } from '@/lib/sso/check-request';
import { findConnection } from '@/lib/sso/connection';
import { endInFailure, endUnknown } from '@/lib/sso/end-in-failure';
import type { SignInOutcome } from '@/lib/sso/sign-in-outcome';

/** Sends a browser to the tenant's identity provider, to sign in or to test the connection; or says why not. */
export async function startSignIn(
  tenantId: string,
  beginning: Beginning,
  client: Client,
): Promise<{ kind: 'away'; url: string } | SignInOutcome> {
  const connection = await findConnection(tenantId);
  if (!connection) return endUnknown();
  try {
    if (beginning.purpose === 'SIGN_IN') checkEnabled(connection);
    const url = await beginSignIn(connection, beginning);
    sweepExpired();
    return { kind: 'away', url };
  } catch (error) {
    return endInFailure(connection, beginning, client, error);
  }
}
