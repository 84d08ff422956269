import { UnsealError } from '@/lib/secrets/seal';
import type { SsoConnection } from '@/lib/sso/connection';
import { openField } from '@/lib/sso/sealed-secrets';
import { SsoFailure } from '@/lib/sso/sso-failure';

/**
 * The connection's private key, in PEM; null when it has none.
 * @throws SsoFailure sso_idp_unreachable when the key that it was sealed with is gone
 */
export function openPrivateKey({
  tenantId,
  spPrivateKey,
}: Pick<SsoConnection, 'tenantId' | 'spPrivateKey'>): string | null {
  if (spPrivateKey === null) return null;
  try {
    return openField(tenantId, 'spPrivateKey', spPrivateKey);
  } catch (cause) {
    if (!(cause instanceof UnsealError)) throw cause;
    const message = `The key pair of the connection cannot be opened. ${cause.message} Tell the operator.`;
    throw new SsoFailure('sso_idp_unreachable', message, { cause });
  }
}
