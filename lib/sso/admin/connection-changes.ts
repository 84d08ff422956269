import type { AttributeChange } from '@/lib/activity/identity-event';
import { claimLabels } from '@/lib/sso/admin/connection-fields';
import type { ConnectionFields } from '@/lib/sso/admin/connection-fields';
import { claimNamesOf } from '@/lib/sso/claim-names';
import type { ClaimNames } from '@/lib/sso/claim-names';
import { describeCertificate } from '@/lib/sso/saml/certificate';
import { protocolNames, providerLabel } from '@/lib/sso/sso-providers';

/** How each field reads in the log. */
const words: readonly (readonly [attribute: string, value: (fields: ConnectionFields) => string | boolean])[] = [
  ['protocol', ({ protocol }) => protocolNames[protocol]],
  ['identity provider', ({ provider }) => providerLabel(provider)],
  ['issuer URL', ({ issuer }) => issuer],
  ['client ID', ({ clientId }) => clientId],
  ['scopes', ({ scopes }) => scopes],
  ['entity ID', ({ idpEntityId }) => idpEntityId],
  ['SSO URL', ({ idpSsoUrl }) => idpSsoUrl],
  ['logout URL', ({ idpSloUrl }) => idpSloUrl],
  ['metadata URL', ({ idpMetadataUrl }) => idpMetadataUrl],
  ['certificates', ({ idpCertificates }) => idpCertificates.map(inWords).join('; ')],
  ['sign-in from the identity provider', ({ allowIdpInitiated }) => allowIdpInitiated],
  ...(Object.keys(claimLabels) as (keyof ClaimNames)[]).map((claim): (typeof words)[number] => [
    `claim for ${claimLabels[claim]}`,
    (fields) => claimNamesOf(fields)[claim],
  ]),
];

/** Whether there was a secret of a kind, and whether a save brings one. */
interface News {
  had: boolean;
  brought: boolean;
}

/** What a save changes, for the log. Of secrets it says only that there is another one. */
export function connectionChanges(
  before: ConnectionFields,
  after: ConnectionFields,
  news: { clientSecret: News; keyPair: News },
): AttributeChange[] {
  const changes = words.flatMap(([attribute, value]) => {
    const [from, to] = [value(before), value(after)];
    return from === to ? [] : [{ attribute, before: orNothing(from), after: orNothing(to) }];
  });
  const secret = replaced('client secret', news.clientSecret);
  return [...changes, ...secret, ...replaced('key pair of Rollcall', news.keyPair)];
}

function replaced(attribute: string, { had, brought }: News): AttributeChange[] {
  if (!brought) return [];
  return [{ attribute, before: had ? 'set' : null, after: had ? 'replaced' : 'set' }];
}

function orNothing(value: string | boolean): string | boolean | null {
  return value === '' ? null : value;
}

/** "CN=idp.acme.com until 2027-01-31, SHA-256 AB:CD:…" */
function inWords(pem: string): string {
  const { subject, notAfter, fingerprint } = describeCertificate(pem, new Date());
  return `${subject} until ${notAfter.toISOString().slice(0, 10)}, SHA-256 ${fingerprint}`;
}
