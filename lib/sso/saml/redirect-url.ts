import { sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { SsoConnection } from '@/lib/sso/connection';
import { RSA_SHA256 } from '@/lib/sso/saml/names';
import { openPrivateKey } from '@/lib/sso/saml/open-private-key';

/**
 * The address that carries a request to the identity provider (HTTP-Redirect, SAML bindings §3.4), signed with the
 * connection's key when it has one. What else is in `address` stays, and `extra` follows the signature: neither is
 * part of what is signed (§3.4.4.1).
 */
export function redirectUrl(
  connection: Pick<SsoConnection, 'tenantId' | 'spPrivateKey'>,
  address: string,
  request: string,
  extra: Readonly<Record<string, string>> = {},
): string {
  const url = new URL(address);
  const encoded = encodeURIComponent(deflateRawSync(request).toString('base64'));
  const signed = signedQuery(connection, `SAMLRequest=${encoded}`);
  const parts = [url.search.slice(1), signed, new URLSearchParams(extra).toString()];
  url.search = parts.filter((part) => part !== '').join('&');
  return url.href;
}

function signedQuery(connection: Pick<SsoConnection, 'tenantId' | 'spPrivateKey'>, query: string): string {
  const key = openPrivateKey(connection);
  if (key === null) return query;
  const signed = `${query}&SigAlg=${encodeURIComponent(RSA_SHA256)}`;
  const signature = sign('sha256', Buffer.from(signed), key).toString('base64');
  return `${signed}&Signature=${encodeURIComponent(signature)}`;
}
