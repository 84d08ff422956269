import { SUCCESS } from '@/lib/sso/saml/names';
import { quoted } from '@/lib/sso/quoted';
import type { ScannedElement } from '@/lib/sso/saml/scan-xml';
import { childrenNamed, onlyChild } from '@/lib/sso/saml/scanned';
import { SsoFailure } from '@/lib/sso/sso-failure';

/**
 * The identity provider's own word on whether the sign-in succeeded. It is unsigned in most responses, which harms
 * nobody: success alone lets no one in.
 * @throws SsoFailure sso_idp_refused that quotes the codes and the message of the identity provider
 */
export function requireSuccess(response: ScannedElement): void {
  const status = onlyChild(response, 'Status');
  const code = onlyChild(status, 'StatusCode');
  const value = code.attributes.get('Value') ?? '';
  if (value === SUCCESS) return;
  const [detail] = childrenNamed(code, 'StatusCode');
  const codes = [value, detail?.attributes.get('Value') ?? ''].filter((text) => text !== '').map(shortCode);
  const [message] = childrenNamed(status, 'StatusMessage');
  const words = message && message.text.trim() !== '' ? `: “${quoted(message.text.trim())}”` : '';
  throw new SsoFailure(
    'sso_idp_refused',
    `The identity provider answered ${codes.join(', ') || 'no status'}${words}.`,
  );
}

/** "Responder" of urn:oasis:names:tc:SAML:2.0:status:Responder */
function shortCode(code: string): string {
  return quoted(code.slice(code.lastIndexOf(':') + 1));
}
