'use server';

import { cookies, headers } from 'next/headers';
import type { Verified } from '@/components/sign-in/code-step';
import type { Onward } from '@/components/sign-in/email-step';
import type { SsoTicket } from '@/components/sign-in/sso-ticket';
import { findMember } from '@/lib/members/find-member';
import { failedWith, invalidInput, type ActionResult } from '@/lib/shared/action-result';
import { clientOf } from '@/lib/sign-in/client-address';
import { requestCode as sendCode, requestCodeSchema } from '@/lib/sign-in/request-code';
import { returnPath } from '@/lib/sign-in/return-path';
import { browserCookieName } from '@/lib/sign-in/session-cookie';
import { readTicket } from '@/lib/sign-in/ticket';
import { verifyCode as checkCode, verifyCodeSchema, type Account } from '@/lib/sign-in/verify-code';
import { ssoAddresses } from '@/lib/sso/addresses';
import { findSsoForEmail } from '@/lib/sso/find-sso-for-email';
import { refusalText } from './refusal-text';

/**
 * Fields `email`, `to` (the page to open afterwards) and `way` ("code" for a code in any case). Where it goes on
 * depends on the address's domain alone: the same answer for every address of it, known or not.
 */
export async function continueWithEmail(data: FormData): Promise<ActionResult<Onward>> {
  const input = requestCodeSchema.safeParse({ email: data.get('email') });
  if (!input.success) return invalidInput(input.error);
  const { email } = input.data;
  const sso = data.get('way') === 'code' ? null : await findSsoForEmail(email);
  if (!sso) return requestCode(data);
  const { tenantId, tenantName, provider, required } = sso;
  // The whole address, because the identity provider sends people back to this host and no other.
  const url = new URL(ssoAddresses(tenantId).start);
  url.searchParams.set('to', returnPath(String(data.get('to'))));
  url.searchParams.set('hint', email);
  const sign = { organisation: tenantName, provider, required, url: url.href };
  return { ok: true, data: { next: 'sso', email, ...sign } };
}

/** Field `email`. The same answer for every address, known or not. */
export async function requestCode(data: FormData): Promise<ActionResult<{ next: 'code'; email: string }>> {
  const input = requestCodeSchema.safeParse({ email: data.get('email') });
  if (!input.success) return invalidInput(input.error);
  const answer = await sendCode(input.data, clientOf(await headers()));
  return answer.ok ? { ok: true, data: { next: 'code', email: input.data.email } } : failedWith(answer);
}

/** Fields `email` and `code`. */
export async function verifyCode(data: FormData): Promise<ActionResult<Verified>> {
  const input = verifyCodeSchema.safeParse({ email: data.get('email'), code: data.get('code') });
  if (!input.success) return invalidInput(input.error);
  const answer = await checkCode(input.data, clientOf(await headers()));
  return answer.ok
    ? { ok: true, data: { ticket: answer.ticket, accounts: answer.accounts } }
    : failedWith(answer);
}

/**
 * The accounts a link's secret may sign in to; null when it is used, expired or unknown, or was not made for a link.
 * Uses nothing up.
 */
export async function readSignInLink(secret: string): Promise<Account[] | null> {
  const ticket = typeof secret === 'string' ? await readTicket(secret, null) : null;
  return ticket?.method === 'LINK' ? ticket.accounts : null;
}

/** What an identity provider's answer came to; null when it is used, expired or unknown. Uses nothing up. */
export async function readSsoTicket(secret: string): Promise<SsoTicket | null> {
  if (typeof secret !== 'string') return null;
  const browserSecret = (await cookies()).get(browserCookieName())?.value ?? null;
  const ticket = await readTicket(secret, browserSecret);
  const [account] = ticket?.accounts ?? [];
  if (!ticket || !account || (ticket.method !== 'OIDC' && ticket.method !== 'SAML')) return null;
  const { tenantId, memberId, tenantName } = account;
  const member = await findMember(tenantId, memberId);
  return {
    tenantId,
    memberId,
    tenantName,
    email: member?.email ?? account.displayName,
    ask: !ticket.bound,
    otherwise: refusalText(ticket.rightBrowser ? 'sso_request_unknown' : 'sso_browser_mismatch'),
  };
}
