import { recordEvents } from '@/lib/activity/record-event';
import { databaseFault } from '@/lib/db/errors';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';
import type { AddDomain } from '@/lib/sso/admin/add-domain';
import { refuseTooMany } from '@/lib/sso/admin/admin-limits';
import { checkRecord } from '@/lib/sso/admin/check-record';
import type { DomainCheck } from '@/lib/sso/admin/check-record';
import type { CheckedDomain } from '@/lib/sso/admin/connection-shape';
import { domainColumns, domainView } from '@/lib/sso/admin/list-domains';
import { lookUpTxt } from '@/lib/sso/admin/look-up-txt';

type Checked = CheckedDomain | Refusal<'forbidden' | 'not-found' | 'throttled'>;

/**
 * Looks for the TXT record of a domain. When it is there, the domain is verified, unless another tenant has it
 * verified; a domain that is verified stays so when the record is gone, and says so.
 * @param input.domain as DomainView has it
 */
export async function checkDomain(actor: Actor, { domain }: AddDomain): Promise<Checked> {
  const { tenantId } = actor;
  const refused = refusePermission(actor, 'manageIdentity') ?? (await refuseTooMany('domain-check', tenantId));
  if (refused) return refused;
  const claim = await db()
    .selectFrom('EmailDomain')
    .select('challenge')
    .where('tenantId', '=', tenantId)
    .where('domain', '=', domain)
    .executeTakeFirst();
  if (!claim) return gone(domain);
  const { challenge } = claim;
  const found = await checkRecord({ domain, challenge, lookUp: (name) => lookUpTxt(name) });
  return settle(actor, { domain, challenge }, found);
}

interface Claim {
  domain: string;
  challenge: string;
}

async function settle(actor: Actor, claim: Claim, found: DomainCheck): Promise<Checked> {
  if (!found.proven) return noteFinding(db(), actor, claim, found.finding);
  try {
    return await db()
      .transaction()
      .execute((trx) => verify(trx, actor, claim, found.finding));
  } catch (error) {
    if (databaseFault(error)?.kind !== 'duplicate') throw error;
    const { domain } = claim;
    const words =
      `${found.finding} But ${domain} is verified for another organisation here, and belongs to one alone. Have it ` +
      'removed there first.';
    return noteFinding(db(), actor, claim, words);
  }
}

/** The index over verified domains refuses what another tenant has. */
async function verify(trx: DatabaseTransaction, actor: Actor, claim: Claim, finding: string): Promise<Checked> {
  const { tenantId, name } = actor;
  const { domain } = claim;
  const before = await claimed(trx, actor, claim).forUpdate().executeTakeFirst();
  if (!before) return gone(domain);
  const now = new Date();
  const row = await trx
    .updateTable('EmailDomain')
    .set({ verifiedAt: before.verifiedAt ?? now, checkedAt: now, finding: null })
    .where('tenantId', '=', tenantId)
    .where('domain', '=', domain)
    .returning(domainColumns)
    .executeTakeFirstOrThrow();
  if (before.verifiedAt === null) {
    await recordEvents(trx, [
      {
        tenantId,
        type: 'admin_domain_verified',
        outcome: 'OK',
        summary: `${name} verified the domain ${domain}`,
        actorName: name,
        changes: [{ attribute: 'verified', before: false, after: true }],
      },
    ]);
  }
  return { ok: true, domain: domainView(row), verified: true, finding };
}

async function noteFinding(
  database: Database,
  actor: Actor,
  claim: Claim,
  finding: string,
): Promise<Checked> {
  const before = await claimed(database, actor, claim).executeTakeFirst();
  if (!before) return gone(claim.domain);
  const verified = before.verifiedAt !== null;
  const words = verified ? `${claim.domain} stays verified, but its record was not found. ${finding}` : finding;
  const row = await database
    .updateTable('EmailDomain')
    .set({ checkedAt: new Date(), finding: words })
    .where('tenantId', '=', actor.tenantId)
    .where('domain', '=', claim.domain)
    .where('challenge', '=', claim.challenge)
    .returning(domainColumns)
    .executeTakeFirst();
  return row ? { ok: true, domain: domainView(row), verified, finding: words } : gone(claim.domain);
}

/** A domain that was removed and added again while the DNS was asked has another challenge. */
function claimed(database: Database | DatabaseTransaction, { tenantId }: Actor, { domain, challenge }: Claim) {
  return database
    .selectFrom('EmailDomain')
    .select('verifiedAt')
    .where('tenantId', '=', tenantId)
    .where('domain', '=', domain)
    .where('challenge', '=', challenge);
}

function gone(domain: string): Refusal<'not-found'> {
  return refuse('not-found', `${domain} is not in the list any more.`);
}
