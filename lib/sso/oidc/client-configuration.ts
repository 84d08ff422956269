import * as client from 'openid-client';
import { UnsealError } from '@/lib/secrets/seal';
import type { SsoConnection } from '@/lib/sso/connection';
import type { IssuerMetadata } from '@/lib/sso/oidc/discover-issuer';
import { openField } from '@/lib/sso/sealed-secrets';
import { SsoFailure } from '@/lib/sso/sso-failure';

export const CLOCK_TOLERANCE_SECONDS = 60;

/**
 * A connection as openid-client knows it. It checks signatures also of what came from the issuer over TLS.
 * @throws SsoFailure sso_idp_unreachable, when the client secret cannot be opened
 */
export function clientConfiguration(
  connection: SsoConnection,
  metadata: IssuerMetadata,
): client.Configuration {
  const authentication = clientAuthentication(connection, metadata);
  const terms = { [client.clockTolerance]: CLOCK_TOLERANCE_SECONDS };
  const configuration = new client.Configuration(metadata, connection.clientId, terms, authentication);
  client.enableNonRepudiationChecks(configuration);
  // Discovery has let such an endpoint pass only because the operator allows its host.
  if (Object.values(metadata).some((value) => typeof value === 'string' && value.startsWith('http:'))) {
    client.allowInsecureRequests(configuration);
  }
  return configuration;
}

/** By HTTP Basic unless the issuer takes the secret in the body only; without a secret, by PKCE alone. */
function clientAuthentication(
  { tenantId, clientSecret }: SsoConnection,
  { token_endpoint_auth_methods_supported: methods }: IssuerMetadata,
): client.ClientAuth {
  if (clientSecret === null) return client.None();
  const secret = openSecret(tenantId, clientSecret);
  const onlyInBody = methods?.includes('client_secret_post') && !methods.includes('client_secret_basic');
  return onlyInBody ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret);
}

function openSecret(tenantId: string, sealed: string): string {
  try {
    return openField(tenantId, 'clientSecret', sealed);
  } catch (error) {
    if (!(error instanceof UnsealError)) throw error;
    const message = `The client secret cannot be read any more, so enter it again. ${error.message}`;
    throw new SsoFailure('sso_idp_unreachable', message, { cause: error });
  }
}
