import { decode } from 'next-auth/jwt';
import { z } from 'zod';
import { appSecret } from '@/lib/shared/app-secret';
import type { SessionIdentity } from '@/lib/sign-in/session';

/**
 * What the encrypted cookie holds, and no more: everything else about a member can change during a session.
 */
export const sessionTokenSchema = z.object({ sub: z.string(), tenantId: z.string(), sessionId: z.string() });

/**
 * The identity in a session cookie; null when the cookie is missing, forged, expired or of another
 * installation.
 */
export async function readSessionToken(cookie: string | undefined): Promise<SessionIdentity | null> {
  if (!cookie) return null;
  const claims = await decode({ token: cookie, secret: appSecret() }).catch(() => null);
  const token = sessionTokenSchema.safeParse(claims);
  if (!token.success) return null;
  const { sub: memberId, tenantId, sessionId } = token.data;
  return { tenantId, memberId, sessionId };
}
