import { inflateRawSync } from 'node:zlib';
import { expect } from '@playwright/test';
import type { APIRequestContext, APIResponse } from '@playwright/test';
import { ssoAddresses } from '@/lib/sso/addresses';
import { openRefusal } from '@/lib/sso/refusal-token';
import { toBase64 } from '@/testing/idp/saml-messages';

/** What came of an answer of an identity provider: a ticket for a session, or the code of a refusal. */
export type Outcome = { ticket: string; to: string } | { code: string; eventId: string | null };

/** Begins a sign-in without a browser. @returns the address of the identity provider that it is sent to */
export async function beginSignIn(request: APIRequestContext, tenantId: string, query = ''): Promise<URL> {
  const answer = await request.get(`${ssoAddresses(tenantId).start}${query}`, { maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  return new URL(answer.headers().location ?? '');
}

/** @returns where an issuer sends a browser back to that signs everybody in at once; it is not gone to */
export async function comeBack(request: APIRequestContext, away: URL): Promise<URL> {
  const answer = await request.get(away.href, { maxRedirects: 0 });
  return new URL(answer.headers().location ?? '', away);
}

/** The ID of the SAML request in an address. */
export function requestIdIn(address: URL): string {
  const sent = inflateRawSync(Buffer.from(address.searchParams.get('SAMLRequest') ?? '', 'base64')).toString();
  return / ID="([^"]+)"/.exec(sent)?.[1] ?? '';
}

/** Posts a SAML response as a browser would that was sent by the identity provider. */
export function postResponse(
  request: APIRequestContext,
  tenantId: string,
  xml: string,
  fields: Record<string, string> = {},
): Promise<APIResponse> {
  const form = { SAMLResponse: toBase64(xml), ...fields };
  return request.post(ssoAddresses(tenantId).acsUrl, { form, maxRedirects: 0 });
}

export function outcomeOf(answer: APIResponse): Outcome {
  const location = new URL(answer.headers().location ?? '', 'http://answer.invalid');
  const token = location.searchParams.get('r');
  if (token === null) return { ticket: location.hash.slice(1), to: location.searchParams.get('to') ?? '' };
  const refusal = openRefusal(token);
  if (!refusal) throw new Error(`${location.href} holds no refusal.`);
  return { code: refusal.code, eventId: refusal.eventId };
}
