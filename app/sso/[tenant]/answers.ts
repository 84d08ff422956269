import { NextResponse } from 'next/server';
import { setSecurityHeaders } from '@/app/security-headers';
import { inMinutes } from '@/lib/sign-in/rate-limit';
import { sealRefusal } from '@/lib/sso/refusal-token';
import type { SignInOutcome } from '@/lib/sso/sign-in-outcome';

/** Nothing here is a page that could load or run anything. */
const POLICY = `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

function answer(status: number, body: string | null, headers: Record<string, string>): NextResponse {
  const response = new NextResponse(body, { status, headers });
  response.headers.set('Cache-Control', 'no-store');
  setSecurityHeaders(response.headers, POLICY);
  return response;
}

/** Sends the browser on, by GET whatever it came with. */
export function seeOther(location: string): NextResponse {
  return answer(303, null, { Location: location });
}

/** One sentence, for whoever should not be here. */
export function plainly(status: number, sentence: string): NextResponse {
  return answer(status, `${sentence}\n`, { 'Content-Type': 'text/plain; charset=utf-8' });
}

export function xml(document: string): NextResponse {
  return answer(200, document, { 'Content-Type': 'application/samlmetadata+xml; charset=utf-8' });
}

export function tooMany(minutes: number): NextResponse {
  const response = plainly(429, `Too many sign-ins came from your network. Try again in ${inMinutes(minutes)}.`);
  response.headers.set('Retry-After', String(minutes * 60));
  return response;
}

/** For whoever only looks whether there is something, such as a mail scanner: nothing is begun or used up. */
export function nothing(): NextResponse {
  return answer(204, null, {});
}

/**
 * To where an outcome is told. The ticket stands behind "#", which browsers send to no server and no log.
 */
export function follow(outcome: SignInOutcome): NextResponse {
  if (outcome.kind === 'test') return seeOther(`/settings/identity/sso/test/${outcome.testId}`);
  if (outcome.kind === 'refused') return seeOther(`/sign-in/refused?r=${sealRefusal(outcome.refusal)}`);
  const { secret, returnPath } = outcome;
  return seeOther(`/sign-in/finish?to=${encodeURIComponent(returnPath)}#${secret}`);
}
