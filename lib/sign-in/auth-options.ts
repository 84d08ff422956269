import type { AuthOptions, CookiesOptions, User } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { appSecret } from '@/lib/shared/app-secret';
import { publicOrigin } from '@/lib/shared/env';
import type { Client } from '@/lib/sign-in/client-address';
import { endSession, SESSION_HOURS, startSession } from '@/lib/sign-in/session';
import type { SessionIdentity } from '@/lib/sign-in/session';
import { cookieName, hasSecureOrigin } from '@/lib/sign-in/session-cookie';
import { sessionTokenSchema } from '@/lib/sign-in/session-token';

const redemptionSchema = z.object({ ticket: z.string(), tenantId: z.string(), memberId: z.string() });

/** What `authorize` hands to the `jwt` callback. */
const sessionUserSchema = z.object({ id: z.string(), tenantId: z.string(), sessionId: z.string() });

/**
 * next-auth's configuration, made for one request: every way of signing in ends in a ticket, and its one
 * provider redeems tickets. The session's row says when it ends; a later cookie of the library prolongs
 * nothing.
 * @param previous the session this browser already has; a new one replaces it
 */
export function authOptions(client: Client, previous: SessionIdentity | null): AuthOptions {
  // The library takes its own address from here, and from the request's Host header when it is missing.
  process.env.NEXTAUTH_URL = new URL(publicOrigin()).origin;
  const lifetime = SESSION_HOURS * 60 * 60;
  return {
    secret: appSecret(),
    useSecureCookies: hasSecureOrigin(),
    cookies: cookies(),
    session: { strategy: 'jwt', maxAge: lifetime },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        name: 'Ticket',
        credentials: { ticket: {}, tenantId: {}, memberId: {} },
        authorize: (credentials) => redeemOrLog(credentials, client, previous),
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        const fresh = sessionUserSchema.safeParse(user);
        if (!fresh.success) return token;
        const { id: sub, tenantId, sessionId } = fresh.data;
        return { sub, tenantId, sessionId };
      },
    },
    events: {
      async signOut({ token }) {
        const identity = sessionTokenSchema.safeParse(token);
        if (!identity.success) return;
        const { sub: memberId, tenantId, sessionId } = identity.data;
        await endSession({ tenantId, memberId, sessionId });
      },
    },
  };
}

/** The library puts the message of whatever `authorize` throws into an address that the browser is told. */
async function redeemOrLog(...redemption: Parameters<typeof redeem>): Promise<User | null> {
  try {
    return await redeem(...redemption);
  } catch (error) {
    console.error('A sign-in failed:', error);
    return null;
  }
}

async function redeem(
  credentials: unknown,
  client: Client,
  previous: SessionIdentity | null,
): Promise<User | null> {
  const redemption = redemptionSchema.safeParse(credentials);
  if (!redemption.success) return null;
  const { ticket, ...choice } = redemption.data;
  const session = await startSession(ticket, choice, client);
  if (!session) return null;
  if (previous) await endSession(previous);
  const { memberId: id, ...identity } = session;
  return { id, ...identity };
}

/**
 * All six under one prefix. A cookie with the prefix __Host- is bound to this host, to its root and to https.
 */
function cookies(): CookiesOptions {
  const options = { httpOnly: true, sameSite: 'lax' as const, path: '/', secure: hasSecureOrigin() };
  return {
    sessionToken: { name: cookieName('session'), options },
    callbackUrl: { name: cookieName('callback-url'), options },
    csrfToken: { name: cookieName('csrf'), options },
    pkceCodeVerifier: { name: cookieName('pkce'), options },
    state: { name: cookieName('state'), options },
    nonce: { name: cookieName('nonce'), options },
  };
}
