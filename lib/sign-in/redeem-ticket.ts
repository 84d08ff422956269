/**
 * Runs in the browser: exchanges a ticket for a session cookie. Small enough to spare every page the
 * library's own client.
 * @returns false when the ticket is used or expired, or the server could not be reached
 */
export async function redeemTicket(redemption: {
  ticket: string;
  tenantId: string;
  memberId: string;
}): Promise<boolean> {
  try {
    return await postToAuth('callback/credentials', redemption);
  } catch {
    return false;
  }
}

/**
 * Posts to one of next-auth's endpoints with the anti-forgery token it asks for; true when it was accepted.
 */
async function postToAuth(path: string, fields: Record<string, string>): Promise<boolean> {
  const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
  const body = new URLSearchParams({ ...fields, csrfToken, callbackUrl: '/', json: 'true' });
  const response = await fetch(`/api/auth/${path}`, { method: 'POST', body });
  if (!response.ok) return false;
  const { url } = (await response.json()) as { url: string };
  return new URL(url, location.href).searchParams.get('csrf') === null;
}
