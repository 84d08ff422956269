import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import type { Profile } from '@node-saml/node-saml';
import { ssoAddresses } from '@/lib/sso/addresses';
import type { SsoConnection } from '@/lib/sso/connection';
import { invalidResponse } from '@/lib/sso/saml/invalid-response';

/**
 * Verifies the signature of the assertion, and the response's where there is one, with the certificates of the
 * connection. Any of them will do, whatever its dates: identity providers go on signing with certificates that have
 * run out, and refusing those would lock everybody out at midnight. Admins are warned before.
 * @param xml a response whose envelope was checked
 * @returns the text of the assertion that was signed; nothing else may be believed
 * @throws SsoFailure sso_response_invalid
 */
export async function verifyResponse(
  connection: SsoConnection,
  xml: string,
  { responseSigned, privateKey }: { responseSigned: boolean; privateKey: string | null },
): Promise<string> {
  const { acsUrl, entityId } = ssoAddresses(connection.tenantId);
  if (connection.idpCertificates.length === 0) {
    throw invalidResponse('The connection has no certificate of the identity provider. Add it.');
  }
  const verifier = new SignatureVerifier({
    callbackUrl: acsUrl,
    issuer: entityId,
    idpCert: connection.idpCertificates,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: responseSigned,
    decryptionPvk: privateKey ?? undefined,
    validateInResponseTo: ValidateInResponseTo.never,
  });
  try {
    await verifier.validatePostResponseAsync({ SAMLResponse: Buffer.from(xml).toString('base64') });
  } catch (cause) {
    throw invalidResponse(NOT_SIGNED, cause);
  }
  if (verifier.verified === null) throw invalidResponse(NOT_SIGNED);
  return verifier.verified;
}

/**
 * The library as far as it decrypts, verifies, and finds what was signed. What the assertion says is left to
 * checkAssertion, which checks more of it, and can say what it compared.
 */
class SignatureVerifier extends SAML {
  verified: string | null = null;

  protected override async processValidlySignedAssertionAsync(
    xml: string,
  ): Promise<{ profile: Profile; loggedOut: boolean }> {
    this.verified = xml;
    return { profile: { issuer: '', nameID: '', nameIDFormat: '' }, loggedOut: false };
  }
}

const NOT_SIGNED =
  'The assertion is not signed by any certificate of the connection, or was changed since. Let the identity provider ' +
  'sign the assertion, and compare its certificate with the one here.';
