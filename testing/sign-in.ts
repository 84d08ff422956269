import { randomBytes } from 'node:crypto';
import { db } from '@/lib/db/kysely';
import type { Client } from '@/lib/sign-in/client-address';
import { startSession } from '@/lib/sign-in/session';
import type { SessionIdentity } from '@/lib/sign-in/session';
import { issueTicket } from '@/lib/sign-in/ticket';

/** A client no other test is counted with. */
export function newClient(): Client {
  return { address: `test-${randomBytes(6).toString('hex')}`, userAgent: 'Test browser' };
}

/** Signs a member in, as a link would. */
export async function signIn(tenantId: string, memberId: string): Promise<SessionIdentity> {
  const owner = { tenantId, memberId };
  const { secret } = await issueTicket(db(), owner, { minutes: 1 });
  const session = await startSession(secret, owner, newClient());
  if (!session) throw new Error('The ticket was refused.');
  return session;
}
