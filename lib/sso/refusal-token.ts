import { z } from 'zod';
import { ssoCodes } from '@/lib/activity/sso-codes';
import type { SsoCode } from '@/lib/activity/sso-codes';
import { seal, unseal, UnsealError } from '@/lib/secrets/seal';

/** What the page of a refusal says. */
export interface SsoRefusal {
  code: SsoCode;
  /** Null when nothing of a tenant may be told: it does not exist, or has no connection. */
  tenantId: string | null;
  email: string | null;
  /** The event that says more to admins; null when there is none. */
  eventId: string | null;
  /** Where the person wanted to go: a path of this origin. */
  returnPath: string;
  /** ISO 8601. */
  at: string;
}

const MAX_AGE_MS = 60 * 60_000;

/** Of no tenant: the page learns from the token which one it is about. */
const PURPOSE = ['', 'sso', 'refusal'] as const;

const refusalSchema: z.ZodType<SsoRefusal> = z.object({
  code: z.enum(Object.keys(ssoCodes) as SsoCode[]),
  tenantId: z.string().nullable(),
  email: z.string().nullable(),
  eventId: z.string().nullable(),
  returnPath: z.string(),
  at: z.iso.datetime(),
});

/**
 * A refusal as a part of an address. It is encrypted, because addresses are kept in histories and logs; and nobody
 * else can make one, so that the page never says in our name what a link wants it to say.
 */
export function sealRefusal(refusal: SsoRefusal): string {
  return seal(PURPOSE, JSON.stringify(refusal));
}

/** Null when the token is made up, or older than an hour. */
export function openRefusal(token: string, now = new Date()): SsoRefusal | null {
  try {
    const refusal = refusalSchema.parse(JSON.parse(unseal(PURPOSE, token)));
    return now.getTime() - Date.parse(refusal.at) > MAX_AGE_MS ? null : refusal;
  } catch (error) {
    if (error instanceof UnsealError) return null;
    throw error;
  }
}
