import type { APIRequestContext } from '@playwright/test';

/** Redeems a ticket as the pages of the sign-in do. @returns whether the browser now has a session */
export async function redeemTicket(
  request: APIRequestContext,
  account: { tenantId: string; memberId: string },
  ticket: string,
): Promise<boolean> {
  const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string };
  const answer = await request.post('/api/auth/callback/credentials', {
    form: { ...account, ticket, csrfToken, callbackUrl: '/', json: 'true' },
  });
  return answer.ok();
}
