import { recordEvents } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { lockTenant } from '@/lib/members/last-owner';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';
import type { AddDomain } from '@/lib/sso/admin/add-domain';
import { listDomains } from '@/lib/sso/admin/list-domains';
import { findConnection } from '@/lib/sso/connection';

type Removed = { ok: true } | Refusal<'forbidden' | 'not-found' | 'last-domain'>;

/**
 * Gives a domain up: its people get emailed codes again, and another tenant may verify it. The last verified one stays
 * while single sign-on is on, because nobody would be sent to the identity provider any more.
 * @param input.domain as DomainView has it
 */
export async function removeDomain(actor: Actor, { domain }: AddDomain): Promise<Removed> {
  const refused = refusePermission(actor, 'manageIdentity');
  if (refused) return refused;
  return db()
    .transaction()
    .execute((trx) => removeWithin(trx, actor, domain));
}

async function removeWithin(trx: DatabaseTransaction, { tenantId, name }: Actor, domain: string): Promise<Removed> {
  await lockTenant(trx, tenantId);
  const domains = await listDomains(tenantId, trx);
  const one = domains.find((each) => each.domain === domain);
  if (!one) return refuse('not-found', `${domain} is not in the list any more.`);
  const verified = domains.filter(({ verifiedAt }) => verifiedAt !== null);
  const isLast = verified.length === 1 && verified[0] === one;
  if (isLast && (await findConnection(tenantId, trx))?.enabled) {
    return refuse(
      'last-domain',
      `${domain} is the last verified domain, and without one nobody is sent to the identity provider. Turn single ` +
        'sign-on off first, or verify another domain.',
    );
  }
  const state = one.verifiedAt === null ? 'not verified' : 'verified';
  await trx.deleteFrom('EmailDomain').where('tenantId', '=', tenantId).where('domain', '=', domain).execute();
  await recordEvents(trx, [
    {
      tenantId,
      type: 'admin_domain_removed',
      outcome: 'OK',
      summary: `${name} removed the domain ${domain}, which was ${state}`,
      actorName: name,
      changes: [{ attribute: 'domain', before: domain, after: null }],
    },
  ]);
  return { ok: true };
}
