import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authOptions } from '@/lib/sign-in/auth-options';
import { clientOf } from '@/lib/sign-in/client-address';
import { browserCookieName, sessionCookieName } from '@/lib/sign-in/session-cookie';
import { readSessionToken } from '@/lib/sign-in/session-token';

/** next-auth's endpoints, with options of their own for each request, because the library changes them. */
async function handle(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const previous = await readSessionToken(request.cookies.get(sessionCookieName())?.value);
  const browserSecret = request.cookies.get(browserCookieName())?.value ?? null;
  return NextAuth(request, context, authOptions({ client: clientOf(request.headers), previous, browserSecret }));
}

export { handle as GET, handle as POST };
