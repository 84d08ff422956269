import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authOptions } from '@/lib/sign-in/auth-options';
import { clientOf } from '@/lib/sign-in/client-address';
import { sessionCookieName } from '@/lib/sign-in/session-cookie';
import { readSessionToken } from '@/lib/sign-in/session-token';

/** next-auth's endpoints, with options of their own for each request, because the library changes them. */
async function handle(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const previous = await readSessionToken(request.cookies.get(sessionCookieName())?.value);
  return NextAuth(request, context, authOptions(clientOf(request.headers), previous));
}

export { handle as GET, handle as POST };
