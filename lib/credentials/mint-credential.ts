import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { recordEvents } from '@/lib/activity/record-event';
import { conformanceModes } from '@/lib/credentials/conformance-modes';
import { credentialScopes } from '@/lib/credentials/credential-scopes';
import { identityProviders } from '@/lib/credentials/identity-providers';
import { credentialColumns, withState } from '@/lib/credentials/list-credentials';
import type { CredentialView } from '@/lib/credentials/list-credentials';
import { rolesProfiles } from '@/lib/credentials/roles-profiles';
import { mintToken } from '@/lib/credentials/token';
import { db } from '@/lib/db/kysely';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { oneLineSchema } from '@/lib/shared/one-line';
import type { Refusal } from '@/lib/shared/refusal';

const noneWhenEmpty = (value: unknown) => (value === '' ? null : value);

export const mintCredentialSchema = z.object({
  label: oneLineSchema
    .min(1, 'Enter a label that says where the token will live, for example Okta production.')
    .max(80, 'Use at most 80 characters.'),
  provider: z.preprocess(
    noneWhenEmpty,
    z
      .enum(identityProviders.map(({ value }) => value))
      .nullable()
      .default(null),
  ),
  scopes: z
    .array(z.enum(credentialScopes.map(({ value }) => value)))
    .min(1, 'Choose what the key may be used for.')
    .transform((scopes) => [...new Set(scopes)]),
  /** How strictly requests are held to the RFCs. */
  mode: z.enum(conformanceModes.map(({ value }) => value)).default('COMPATIBLE'),
  /** The form of roles that it reads; Okta's when it is not said. */
  rolesProfile: z.enum(rolesProfiles.map(({ value }) => value)).optional(),
  expiresAt: z.preprocess(
    noneWhenEmpty,
    z.coerce
      .date('Enter a date such as 2027-01-31, or leave it empty.')
      .refine((date) => date.getTime() > Date.now(), 'Choose a date in the future.')
      .nullable()
      .default(null),
  ),
});

export type MintCredential = z.output<typeof mintCredentialSchema>;

/** `token` is in this answer and nowhere else, ever. */
export type Minted = { ok: true; token: string; credential: CredentialView };

export async function mintCredential(
  actor: Actor,
  input: MintCredential,
): Promise<Minted | Refusal<'forbidden'>> {
  const refused = refusePermission(actor, 'manageCredentials');
  if (refused) return refused;
  const { tenantId, name: actorName } = actor;
  const { token, hash, hint } = mintToken();
  const credential = await db()
    .transaction()
    .execute(async (trx) => {
      const minted = await trx
        .insertInto('Credential')
        .values({ ...input, tenantId, id: uuidv7(), hash, hint, createdByName: actorName })
        .returning(credentialColumns)
        .executeTakeFirstOrThrow();
      await recordEvents(trx, [
        {
          tenantId,
          type: 'admin_credential_created',
          outcome: 'OK',
          summary: `${actorName} created the credential “${minted.label}”`,
          actorName,
          credentialId: minted.id,
          credentialLabel: minted.label,
          provider: minted.provider,
          changes: [
            { attribute: 'scopes', before: null, after: minted.scopes },
            { attribute: 'mode', before: null, after: minted.mode.toLowerCase() },
            { attribute: 'rolesProfile', before: null, after: minted.rolesProfile.toLowerCase() },
            { attribute: 'expiresAt', before: null, after: minted.expiresAt?.toISOString() ?? null },
          ],
        },
      ]);
      return minted;
    });
  return { ok: true, token, credential: withState(credential) };
}
