import { sql } from 'kysely';
import { z } from 'zod';
import { recordEvents } from '@/lib/activity/record-event';
import { credentialColumns, withState } from '@/lib/credentials/list-credentials';
import type { CredentialView } from '@/lib/credentials/list-credentials';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { oneLineSchema } from '@/lib/shared/one-line';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

export const revokeCredentialSchema = z.object({ credentialId: oneLineSchema.min(1) });

export type RevokeCredential = z.output<typeof revokeCredentialSchema>;

type Revoked = { ok: true; credential: CredentialView };

/** Refuses the token from now on. Revoking twice changes nothing: the first time and name stand. */
export async function revokeCredential(
  actor: Actor,
  { credentialId }: RevokeCredential,
): Promise<Revoked | Refusal<'forbidden' | 'not-found'>> {
  const refused = refusePermission(actor, 'manageCredentials');
  if (refused) return refused;
  return db()
    .transaction()
    .execute(async (trx) => {
      const credential = await trx
        .selectFrom('Credential')
        .select(credentialColumns)
        .where('tenantId', '=', actor.tenantId)
        .where('id', '=', credentialId)
        .forUpdate()
        .executeTakeFirst();
      if (!credential) return refuse('not-found', 'There is no such credential here.');
      if (credential.revokedAt) return { ok: true, credential: withState(credential) };
      return { ok: true, credential: await revoke(trx, actor, credentialId) };
    });
}

async function revoke(trx: DatabaseTransaction, actor: Actor, credentialId: string): Promise<CredentialView> {
  const { tenantId, name: actorName } = actor;
  const credential = await trx
    .updateTable('Credential')
    .set({ revokedAt: sql<Date>`now()`, revokedByName: actorName })
    .where('tenantId', '=', tenantId)
    .where('id', '=', credentialId)
    .returning(credentialColumns)
    .executeTakeFirstOrThrow();
  await recordEvents(trx, [
    {
      tenantId,
      type: 'admin_credential_revoked',
      outcome: 'OK',
      summary: `${actorName} revoked the credential “${credential.label}”`,
      actorName,
      credentialId,
      credentialLabel: credential.label,
      provider: credential.provider,
    },
  ]);
  return withState(credential);
}
