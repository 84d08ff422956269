'use server';

import { headers } from 'next/headers';
import type { Verified } from '@/components/sign-in/code-step';
import { failedWith, invalidInput, type ActionResult } from '@/lib/shared/action-result';
import { clientOf } from '@/lib/sign-in/client-address';
import { requestCode as sendCode, requestCodeSchema } from '@/lib/sign-in/request-code';
import { accountsForTicket } from '@/lib/sign-in/ticket';
import { verifyCode as checkCode, verifyCodeSchema, type Account } from '@/lib/sign-in/verify-code';

/** Field `email`. The same answer for every address, known or not. */
export async function requestCode(data: FormData): Promise<ActionResult<{ email: string }>> {
  const input = requestCodeSchema.safeParse({ email: data.get('email') });
  if (!input.success) return invalidInput(input.error);
  const answer = await sendCode(input.data, clientOf(await headers()));
  return answer.ok ? { ok: true, data: { email: input.data.email } } : failedWith(answer);
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

/** The accounts a link's secret may sign in to; null when it is used, expired or unknown. Uses nothing up. */
export async function readSignInLink(ticket: string): Promise<Account[] | null> {
  return typeof ticket === 'string' ? accountsForTicket(ticket) : null;
}
