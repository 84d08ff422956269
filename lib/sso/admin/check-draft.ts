import { MOST_CERTIFICATES } from '@/lib/sso/admin/connection-draft';
import type { ConnectionDraft } from '@/lib/sso/admin/connection-draft';
import { DEFAULT_SCOPES } from '@/lib/sso/admin/connection-fields';
import type { ConnectionFields } from '@/lib/sso/admin/connection-fields';
import { readIdpUrl, readIssuer } from '@/lib/sso/admin/idp-url';
import type { ReadUrl } from '@/lib/sso/admin/idp-url';
import { incompleteFields } from '@/lib/sso/admin/incomplete-fields';
import { defaultClaimNames } from '@/lib/sso/claim-names';
import type { ClaimNames } from '@/lib/sso/claim-names';
import type { SsoConnection } from '@/lib/sso/connection';
import { parseCertificates } from '@/lib/sso/saml/certificate';

export type CheckedDraft =
  | { ok: true; fields: ConnectionFields }
  | { ok: false; fieldErrors: Record<string, string> };

/** scope-token of RFC 6749 §3.3. */
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

/**
 * The fields of a draft as they are stored, or what is wrong with them, by their place on the page.
 * @param stored the connection as it is; null when there is none
 */
export function checkDraft(draft: ConnectionDraft, stored: SsoConnection | null): CheckedDraft {
  const errors = new Map<string, string>();
  const { protocol, provider, oidc, saml } = draft;
  const url = (field: string, text: string, read: (text: string) => ReadUrl = readIdpUrl): string => {
    if (text === '') return '';
    const result = read(text);
    if (!result.ok) errors.set(field, result.message);
    return result.ok ? result.url : text;
  };
  const fields: ConnectionFields = {
    protocol,
    provider,
    issuer: url('oidc.issuer', oidc.issuer, readIssuer),
    clientId: oidc.clientId,
    scopes: readScopes(oidc.scopes, errors),
    idpEntityId: readEntityId(saml.idpEntityId, errors),
    idpSsoUrl: url('saml.idpSsoUrl', saml.idpSsoUrl),
    idpSloUrl: url('saml.idpSloUrl', saml.idpSloUrl),
    idpMetadataUrl: url('saml.idpMetadataUrl', saml.idpMetadataUrl),
    idpCertificates: readCertificates(saml.certificates, errors),
    allowIdpInitiated: saml.allowIdpInitiated,
    claimNames: ownClaimNames(draft),
  };
  if (stored) refuseAgainst(stored, draft, fields, errors);
  return errors.size === 0 ? { ok: true, fields } : { ok: false, fieldErrors: Object.fromEntries(errors) };
}

function readScopes(text: string, errors: Map<string, string>): string {
  const scopes = [...new Set(text.split(' ').filter((scope) => scope !== ''))];
  if (scopes.length === 0) return DEFAULT_SCOPES;
  const odd = scopes.find((scope) => !SCOPE.test(scope));
  if (odd !== undefined) errors.set('oidc.scopes', `Separate scopes by blanks; "${odd}" cannot be one.`);
  else if (!scopes.includes('openid')) errors.set('oidc.scopes', 'Add openid: without it nobody is told who signs in.');
  return scopes.join(' ');
}

function readEntityId(text: string, errors: Map<string, string>): string {
  if (/\s/.test(text)) errors.set('saml.idpEntityId', 'Leave out the blanks: an entity ID has none.');
  return text;
}

function readCertificates(texts: readonly string[], errors: Map<string, string>): string[] {
  const certificates = new Set<string>();
  for (const [index, text] of texts.entries()) {
    if (text.trim() === '') continue;
    const parsed = parseCertificates(text);
    if (parsed.ok) for (const pem of parsed.certificates) certificates.add(pem);
    else errors.set(`saml.certificates.${index}`, parsed.message);
  }
  if (certificates.size > MOST_CERTIFICATES) {
    const words = `Keep at most ${MOST_CERTIFICATES} certificates: remove those not in use any more.`;
    errors.set('saml.certificates', words);
  }
  return [...certificates];
}

/** Those that are not the default, which is what an empty field means. */
function ownClaimNames({ protocol, provider, claimNames }: ConnectionDraft): Partial<ClaimNames> {
  const defaults = defaultClaimNames(protocol, provider);
  const own = (Object.keys(defaults) as (keyof ClaimNames)[]).filter(
    (claim) => claimNames[claim] !== '' && claimNames[claim] !== defaults[claim],
  );
  return Object.fromEntries(own.map((claim) => [claim, claimNames[claim]]));
}

/** What may not be done to this connection, because of what is stored or because people sign in by it. */
function refuseAgainst(
  stored: SsoConnection,
  draft: ConnectionDraft,
  fields: ConnectionFields,
  errors: Map<string, string>,
): void {
  const newSecret = Boolean(draft.oidc.clientSecret);
  // Whoever can send the stored secret to a server of their own can read it.
  if (stored.clientSecret !== null && !newSecret && originOf(stored.issuer) !== originOf(fields.issuer)) {
    errors.set(
      'oidc.clientSecret',
      'Enter the client secret for this issuer: the stored one was for another server, and is not sent elsewhere.',
    );
  }
  if (!stored.enabled) return;
  if (stored.protocol !== fields.protocol) {
    errors.set('protocol', 'Turn single sign-on off before you change the protocol: nobody could sign in meanwhile.');
    return;
  }
  const incomplete = incompleteFields(fields, newSecret || stored.clientSecret !== null);
  for (const [field, words] of Object.entries(incomplete)) {
    if (errors.has(field)) continue;
    errors.set(field, `${words} People sign in by this connection; turn it off first to take it apart.`);
  }
}

function originOf(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).origin : '';
}
