import { z } from 'zod';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { oneLineSchema } from '@/lib/shared/one-line';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';
import { refuseTooMany } from '@/lib/sso/admin/admin-limits';
import { readIssuer } from '@/lib/sso/admin/idp-url';
import { checkIssuer } from '@/lib/sso/oidc/check-issuer';
import type { IssuerFinding } from '@/lib/sso/oidc/check-issuer';

export const lookUpIssuerSchema = z.object({
  issuer: oneLineSchema.min(1, 'Enter the issuer URL.').max(2_000, 'This is too long for an issuer URL.'),
});

export type LookUpIssuer = z.output<typeof lookUpIssuerSchema>;

type LookedUp =
  | Extract<IssuerFinding, { ok: true }>
  | Refusal<'forbidden' | 'throttled' | 'invalid' | 'unusable'>;

/** Asks an issuer what it says about itself, for the form; nothing is saved. */
export async function lookUpIssuer(actor: Actor, { issuer }: LookUpIssuer): Promise<LookedUp> {
  const refused =
    refusePermission(actor, 'manageIdentity') ?? (await refuseTooMany('issuer-look-up', actor.tenantId));
  if (refused) return refused;
  const read = readIssuer(issuer);
  if (!read.ok) return refuse('invalid', read.message, 'issuer');
  const found = await checkIssuer(read.url);
  return found.ok ? found : refuse('unusable', found.message, 'issuer');
}
