'use server';

import { revalidatePath } from 'next/cache';
import type { CredentialUse, NewCredential } from '@/components/credentials/credential-action-types';
import { findCredential } from '@/lib/credentials/list-credentials';
import { mintCredential, mintCredentialSchema } from '@/lib/credentials/mint-credential';
import { revokeCredential as revoke, revokeCredentialSchema } from '@/lib/credentials/revoke-credential';
import { refusePermission } from '@/lib/roles/permission';
import { failedWith, invalidInput, type ActionResult } from '@/lib/shared/action-result';
import { requireViewer } from '@/lib/sign-in/viewer';

/** API keys and SCIM credentials are one table, shown on two pages. */
function revalidateCredentials() {
  revalidatePath('/settings/api-keys');
  revalidatePath('/settings/identity', 'layout');
}

/**
 * Fields `label`, `provider`, `scopes` (once per scope), `mode`, `rolesProfile` and `expiresAt`. The answer is
 * the only place the token is ever in.
 */
export async function createCredential(data: FormData): Promise<ActionResult<NewCredential>> {
  const viewer = await requireViewer();
  const input = mintCredentialSchema.safeParse({
    label: data.get('label'),
    provider: data.get('provider') ?? undefined,
    scopes: data.getAll('scopes'),
    mode: data.get('mode') ?? undefined,
    rolesProfile: data.get('rolesProfile') ?? undefined,
    expiresAt: data.get('expiresAt') ?? undefined,
  });
  if (!input.success) return invalidInput(input.error);
  const answer = await mintCredential(viewer, input.data);
  if (!answer.ok) return failedWith(answer);
  revalidateCredentials();
  const { token, credential } = answer;
  return {
    ok: true,
    data: { token, credentialId: credential.id, label: credential.label, provider: credential.provider },
  };
}

export async function revokeCredential(credentialId: string): Promise<ActionResult> {
  const viewer = await requireViewer();
  const input = revokeCredentialSchema.safeParse({ credentialId });
  if (!input.success) return invalidInput(input.error);
  const answer = await revoke(viewer, input.data);
  if (!answer.ok) return failedWith(answer);
  revalidateCredentials();
  return { ok: true, data: undefined };
}

/** The latest use of a credential; null while nobody has called with it. */
export async function findCredentialUse(credentialId: string): Promise<ActionResult<CredentialUse | null>> {
  const viewer = await requireViewer();
  const refused = refusePermission(viewer, 'manageCredentials');
  if (refused) return failedWith(refused);
  const input = revokeCredentialSchema.safeParse({ credentialId });
  if (!input.success) return invalidInput(input.error);
  const credential = await findCredential(viewer.tenantId, input.data.credentialId);
  if (!credential?.lastUsedAt) return { ok: true, data: null };
  const { lastUsedAt, lastUsedFrom: from, lastUsedAgent: agent } = credential;
  return { ok: true, data: { at: lastUsedAt.toISOString(), from, agent } };
}
