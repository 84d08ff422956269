import type { SsoConnection } from '@/lib/sso/connection';
import { SsoFailure } from '@/lib/sso/sso-failure';
import type { SsoRequest } from '@/lib/sso/sso-request';

/**
 * An answer is taken only while the connection is as it was when it was asked for. A test is for connections that are
 * not switched on yet.
 * @throws SsoFailure sso_configuration_changed, sso_disabled
 */
export function checkRequest(
  connection: SsoConnection,
  request: Pick<SsoRequest, 'protocol' | 'trial' | 'purpose'>,
): void {
  if (request.protocol !== connection.protocol || request.trial !== connection.trial) {
    throw new SsoFailure('sso_configuration_changed', 'The connection was saved after this sign-in had begun.');
  }
  if (request.purpose === 'SIGN_IN') checkEnabled(connection);
}

/** @throws SsoFailure sso_disabled */
export function checkEnabled({ enabled }: SsoConnection): void {
  if (!enabled) throw new SsoFailure('sso_disabled', 'Single sign-on is switched off.');
}
