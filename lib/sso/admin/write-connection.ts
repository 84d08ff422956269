import { recordEvents } from '@/lib/activity/record-event';
import type { IdentityEventDraft } from '@/lib/activity/identity-event';
import { jsonb } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import type { Actor } from '@/lib/roles/permission';
import type { PlannedChange } from '@/lib/sso/admin/plan-change';
import { sealField } from '@/lib/sso/sealed-secrets';
import { protocolNames, providerLabel } from '@/lib/sso/sso-providers';

/** Shorter secrets show nothing of themselves: four characters would be too much of them. */
const LEAST_LENGTH_FOR_HINT = 12;

interface Written {
  testAgain: boolean;
  forgotten: number;
}

/** Writes a planned change of the connection, and its event. Whoever calls has locked the tenant. */
export async function writeConnection(
  trx: DatabaseTransaction,
  actor: Actor,
  plan: PlannedChange,
): Promise<Written> {
  const { tenantId, name } = actor;
  const { stored, fields, effect } = plan;
  const values = {
    ...fields,
    claimNames: jsonb(fields.claimNames),
    ...secretColumns(actor, plan),
    revision: (stored?.revision ?? 0) + 1,
    trial: (stored?.trial ?? 1) + (stored && effect.testAgain ? 1 : 0),
    updatedAt: new Date(),
    updatedByName: name,
  };
  await trx
    .insertInto('SsoConnection')
    .values({ tenantId, ...values })
    .onConflict((conflict) => conflict.column('tenantId').doUpdateSet(values))
    .execute();
  const forgotten = effect.forgetIdentities ? await forgetIdentities(trx, tenantId) : 0;
  await recordEvents(trx, [eventOf(actor, plan, forgotten)]);
  const wasTested = stored !== null && stored.testedTrial === stored.trial;
  return { testAgain: wasTested && effect.testAgain, forgotten };
}

function secretColumns({ tenantId, name }: Actor, { secrets: { clientSecret, keys } }: PlannedChange) {
  const secret = clientSecret !== null && {
    clientSecret: sealField(tenantId, 'clientSecret', clientSecret),
    clientSecretHint: clientSecret.length < LEAST_LENGTH_FOR_HINT ? null : clientSecret.slice(-4),
    clientSecretSetAt: new Date(),
    clientSecretSetByName: name,
  };
  return { ...secret, ...keys };
}

/**
 * Subjects are only unique within one identity provider: with another one, each may be somebody else. What sessions
 * keep for signing out, ID tokens too, was for the former one, and is not shown to its successor.
 */
async function forgetIdentities(trx: DatabaseTransaction, tenantId: string): Promise<number> {
  await trx
    .updateTable('Session')
    .set({ logout: null })
    .where('tenantId', '=', tenantId)
    .where('logout', 'is not', null)
    .execute();
  const { numDeletedRows } = await trx.deleteFrom('SsoIdentity').where('tenantId', '=', tenantId).executeTakeFirst();
  return Number(numDeletedRows);
}

function eventOf(actor: Actor, { stored, fields, changes }: PlannedChange, forgotten: number): IdentityEventDraft {
  const { tenantId, name } = actor;
  const { protocol, provider } = fields;
  const listed = new Intl.ListFormat('en').format(changes.map(({ attribute }) => attribute));
  const whose = provider === 'OTHER' ? '' : ` with ${providerLabel(provider)}`;
  const people = forgotten === 1 ? 'One person is' : `${forgotten} people are`;
  const note =
    `${people} looked up by email address again at the next sign-in, because a subject of the identity provider may ` +
    'mean somebody else now.';
  return {
    tenantId,
    type: 'admin_sso_changed',
    outcome: 'OK',
    summary: stored
      ? `${name} changed single sign-on: ${listed}`
      : `${name} set up single sign-on${whose} by ${protocolNames[protocol]}`,
    actorName: name,
    changes,
    notes: forgotten > 0 ? [{ kind: 'warning', text: note }] : [],
  };
}
