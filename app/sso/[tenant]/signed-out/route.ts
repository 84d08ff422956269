import type { NextRequest, NextResponse } from 'next/server';
import { nothing, plainly, seeOther } from '../answers';
import { readForm } from '../read-form';

const ENDED = '/sign-in?ended=yes';

/**
 * Where the identity provider sends people after it has signed them out. Their session here has ended before they
 * went, so nothing that arrives is read, and no signature matters. A request of the identity provider to sign
 * somebody out changes nothing.
 */
function conclude(fields: URLSearchParams): NextResponse {
  if (fields.has('SAMLRequest')) {
    return plainly(400, 'Signing out begins in Rollcall. Nobody was signed out by this request.');
  }
  return seeOther(ENDED);
}

export function GET(request: NextRequest): NextResponse {
  return conclude(request.nextUrl.searchParams);
}

export async function POST(request: NextRequest): Promise<NextResponse> {
  const form = await readForm(request);
  return form.ok ? conclude(form.fields) : plainly(form.status, 'This address takes an answer to signing out.');
}

export { nothing as HEAD };
