import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { mintToken } from '@/lib/credentials/token';
import type { IdentityProvider, RolesProfile } from '@/lib/db/generated/kysely/enums';
import { db } from '@/lib/db/kysely';
import { createTenant } from '@/lib/tenants/create-tenant';

/** A tenant of its own for a test, with SCIM on and a token. */
export interface TestTenant {
  tenantId: string;
  ownerId: string;
  ownerEmail: string;
  credentialId: string;
  token: string;
}

export interface TestTenantOptions {
  mode?: 'COMPATIBLE' | 'STRICT';
  rolesProfile?: RolesProfile;
  provider?: IdentityProvider;
  label?: string;
  scopes?: string[];
  scimEnabled?: boolean;
  logSuccessfulReads?: boolean;
}

export async function createTestTenant(options: TestTenantOptions = {}): Promise<TestTenant> {
  const { scimEnabled = true, logSuccessfulReads = false } = options;
  const ownerEmail = `owner-${randomUUID()}@owners.test`;
  const tenant = {
    name: 'Conformance',
    id: `t-${randomUUID()}`.slice(0, 40),
    ownerName: 'Olga Owner',
    ownerEmail,
  };
  const { tenantId, ownerId } = await createTenant(db(), tenant);
  await db()
    .updateTable('IdentitySettings')
    .set({ scimEnabled, logSuccessfulReads })
    .where('tenantId', '=', tenantId)
    .execute();
  return { tenantId, ownerId, ownerEmail, ...(await createTestCredential(tenantId, options)) };
}

export async function createTestCredential(
  tenantId: string,
  { mode, rolesProfile, provider, label = 'Okta production', scopes = ['scim'] }: TestTenantOptions = {},
): Promise<{ credentialId: string; token: string }> {
  const { token, hash, hint } = mintToken();
  const credentialId = uuidv7();
  await db()
    .insertInto('Credential')
    .values({
      tenantId,
      id: credentialId,
      label,
      provider,
      mode,
      rolesProfile,
      scopes,
      hash,
      hint,
      createdByName: 'Olga Owner',
    })
    .execute();
  return { credentialId, token };
}
