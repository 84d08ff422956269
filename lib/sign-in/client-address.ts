import { env } from '@/lib/shared/env';

/** The browser behind a request, as far as the server can tell. */
export interface Client {
  address: string;
  userAgent: string | null;
}

const MAX_USER_AGENT = 300;

/**
 * Reads the client from request headers. Each trusted proxy appends the address it was called from to
 * X-Forwarded-For, so the client's is that many places from the end; what stands before it is the client's
 * claim. Without a proxy the server itself writes the header, from the connection.
 */
export function clientOf(headers: Headers): Client {
  const forwarded = headers.get('x-forwarded-for')?.split(',') ?? [];
  const address = forwarded.at(-Math.max(1, env().ROLLCALL_TRUSTED_PROXIES))?.trim();
  const userAgent = headers.get('user-agent')?.slice(0, MAX_USER_AGENT) ?? null;
  return { address: address || 'unknown', userAgent };
}
