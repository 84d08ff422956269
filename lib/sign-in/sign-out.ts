import { postToAuth } from '@/lib/sign-in/redeem-ticket';

/**
 * Runs in the browser: ends the session on the server, then its cookie. @throws when the server cannot be
 * reached
 */
export async function signOut(): Promise<void> {
  await postToAuth('signout', {});
}
