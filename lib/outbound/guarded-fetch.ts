import { lookup } from 'node:dns/promises';
import { makeGuard, type Guard, type GuardedInit } from '@/lib/outbound/make-guard';
import { env } from '@/lib/shared/env';
import { processWide } from '@/lib/shared/process-wide';

const LIMITS = { connectMs: 3_000, silenceMs: 5_000, wholeMs: 8_000, bytes: 1_048_576 };

/**
 * Fetches an address that a tenant has named, or that such an address has led to.
 * @throws OutboundError
 */
export function guardedFetch(url: string | URL, init?: GuardedInit): Promise<Response> {
  return guard().fetch(url, init);
}

/** Whether the operator lets this address be asked although it is internal, or without encryption. */
export function operatorAllows(url: URL): boolean {
  return guard().allows(url);
}

function guard(): Guard {
  return processWide('outbound-guard', () =>
    makeGuard({
      allow: env().ROLLCALL_OUTBOUND_ALLOW,
      resolve: (hostname) => lookup(hostname, { all: true }),
      limits: LIMITS,
    }),
  );
}
