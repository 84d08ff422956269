import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { recordEvents } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { lockTenant } from '@/lib/members/last-owner';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { oneLineSchema } from '@/lib/shared/one-line';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';
import type { DomainView } from '@/lib/sso/admin/connection-shape';
import { readDomainName } from '@/lib/sso/admin/domain-name';
import { domainColumns, domainView } from '@/lib/sso/admin/list-domains';

const MOST_DOMAINS = 100;
const CHALLENGE_BYTES = 32;

export const addDomainSchema = z.object({
  domain: oneLineSchema.min(1, 'Enter a domain, for example acme.com.').max(300, 'This is too long for a domain.'),
});

export type AddDomain = z.output<typeof addDomainSchema>;

type Added = { ok: true; domain: DomainView } | Refusal<'forbidden' | 'invalid' | 'duplicate' | 'too-many'>;

/**
 * Claims a domain: it counts once its TXT record was found. Several tenants may claim the same, since a claim proves
 * nothing.
 */
export async function addDomain(actor: Actor, { domain: typed }: AddDomain): Promise<Added> {
  const refused = refusePermission(actor, 'manageIdentity');
  if (refused) return refused;
  const read = readDomainName(typed);
  if (!read.ok) return refuse('invalid', read.message, 'domain');
  return db()
    .transaction()
    .execute((trx) => addWithin(trx, actor, read.domain));
}

async function addWithin(trx: DatabaseTransaction, { tenantId, name }: Actor, domain: string): Promise<Added> {
  await lockTenant(trx, tenantId);
  const claimed = await trx.selectFrom('EmailDomain').select('domain').where('tenantId', '=', tenantId).execute();
  if (claimed.some((each) => each.domain === domain)) {
    return refuse('duplicate', `${domain} is in the list already.`, 'domain');
  }
  if (claimed.length >= MOST_DOMAINS) {
    return refuse('too-many', `An organisation can have up to ${MOST_DOMAINS} domains. Remove one first.`, 'domain');
  }
  const challenge = randomBytes(CHALLENGE_BYTES).toString('base64url');
  const row = await trx
    .insertInto('EmailDomain')
    .values({ tenantId, domain, challenge, createdByName: name })
    .returning(domainColumns)
    .executeTakeFirstOrThrow();
  await recordEvents(trx, [
    {
      tenantId,
      type: 'admin_domain_added',
      outcome: 'OK',
      summary: `${name} added the domain ${domain}, which is not verified yet`,
      actorName: name,
      changes: [{ attribute: 'domain', before: null, after: domain }],
    },
  ]);
  return { ok: true, domain: domainView(row) };
}
