import type { AuthOptions, CookiesOptions, User } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { appSecret } from '@/lib/shared/app-secret';
import { publicOrigin } from '@/lib/shared/env';
import type { Client } from '@/lib/sign-in/client-address';
import { endSession, startSession } from '@/lib/sign-in/session';
import type { SessionIdentity } from '@/lib/sign-in/session';
import { cookieName, cookieTerms, hasSecureOrigin } from '@/lib/sign-in/session-cookie';
import { sessionTokenSchema } from '@/lib/sign-in/session-token';
import { MOST_SESSION_MINUTES } from '@/lib/tenants/session-limits';

const redemptionSchema = z.object({ ticket: z.string(), tenantId: z.string(), memberId: z.string() });

/** What `authorize` hands to the `jwt` callback. */
const sessionUserSchema = z.object({ id: z.string(), tenantId: z.string(), sessionId: z.string() });

/** The browser that redeems a ticket. */
export interface Redeemer {
  client: Client;
  /** The session it already has; a new one replaces it. */
  previous: SessionIdentity | null;
  /** What its cookie holds that was set when a sign-in went to an identity provider. */
  browserSecret: string | null;
}

/**
 * next-auth's configuration, made for one request: every way of signing in ends in a ticket, and its one
 * provider redeems tickets. The session's row and the tenant's settings say when it ends; the cookie only outlasts
 * them all, and a later one prolongs nothing.
 */
export function authOptions(redeemer: Redeemer): AuthOptions {
  // The library takes its own address from here, and from the request's Host header when it is missing.
  process.env.NEXTAUTH_URL = new URL(publicOrigin()).origin;
  return {
    secret: appSecret(),
    useSecureCookies: hasSecureOrigin(),
    cookies: cookies(),
    session: { strategy: 'jwt', maxAge: MOST_SESSION_MINUTES * 60 },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        name: 'Ticket',
        credentials: { ticket: {}, tenantId: {}, memberId: {} },
        authorize: (credentials) => redeemOrLog(credentials, redeemer),
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
  { client, previous, browserSecret }: Redeemer,
): Promise<User | null> {
  const redemption = redemptionSchema.safeParse(credentials);
  if (!redemption.success) return null;
  const { ticket, ...choice } = redemption.data;
  const session = await startSession(ticket, choice, client, browserSecret);
  if (!session) return null;
  if (previous) await endSession(previous);
  const { memberId: id, ...identity } = session;
  return { id, ...identity };
}

/** All six under one prefix. */
function cookies(): CookiesOptions {
  const options = cookieTerms();
  return {
    sessionToken: { name: cookieName('session'), options },
    callbackUrl: { name: cookieName('callback-url'), options },
    csrfToken: { name: cookieName('csrf'), options },
    pkceCodeVerifier: { name: cookieName('pkce'), options },
    state: { name: cookieName('state'), options },
    nonce: { name: cookieName('nonce'), options },
  };
}
