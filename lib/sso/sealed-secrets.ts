import { seal, unseal, UnsealError } from '@/lib/secrets/seal';
import type { SealPurpose } from '@/lib/secrets/seal';

/** A column of SsoConnection that is stored sealed. */
type SecretField = 'clientSecret' | 'spPrivateKey';

function purpose(tenantId: string, field: SecretField): SealPurpose {
  return [tenantId, 'sso', field];
}

export function sealField(tenantId: string, field: SecretField, text: string): string {
  return seal(purpose(tenantId, field), text);
}

/** @throws UnsealError */
export function openField(tenantId: string, field: SecretField, sealed: string): string {
  return unseal(purpose(tenantId, field), sealed);
}

/** Whether a secret can still be opened: the operator may have dropped its key. */
export function opens(tenantId: string, field: SecretField, sealed: string): boolean {
  try {
    openField(tenantId, field, sealed);
    return true;
  } catch (error) {
    if (error instanceof UnsealError) return false;
    throw error;
  }
}
