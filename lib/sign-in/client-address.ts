import { clientAddress } from '@/lib/shared/client-address';
import { env } from '@/lib/shared/env';

/** The browser behind a request, as far as the server can tell. */
export interface Client {
  address: string;
  userAgent: string | null;
}

const MAX_USER_AGENT = 300;

/**
 * Reads the client from the headers of a page request. The server, or failing it the nearest proxy, has the last
 * word in X-Forwarded-For.
 */
export function clientOf(headers: Headers): Client {
  const proxies = Math.max(1, env().ROLLCALL_TRUSTED_PROXIES);
  const address = clientAddress('unknown', headers.get('x-forwarded-for') ?? undefined, proxies);
  return { address, userAgent: headers.get('user-agent')?.slice(0, MAX_USER_AGENT) ?? null };
}
