import { Download } from 'lucide-react';
import type { SsoAddresses } from '@/lib/sso/addresses';
import type { SsoProtocol } from '@/lib/sso/sso-providers';
import { buttonStyles } from '../ui/button-styles';
import { Card } from '../ui/card';
import { CopyField } from '../ui/copy-field';

export interface IdpValuesCardProps {
  protocol: SsoProtocol;
  tenantId: string;
  addresses: SsoAddresses;
  /** PEM; null until there is one. */
  spCertificate: string | null;
}

/** What the identity provider's console asks for, to copy or to download. */
export function IdpValuesCard(props: IdpValuesCardProps) {
  return (
    <Card title="Give these to your IdP" id="values">
      <div className="flex flex-col gap-3">
        {props.protocol === 'OIDC' ? <OidcValues {...props} /> : <SamlValues {...props} />}
      </div>
    </Card>
  );
}

function OidcValues({ addresses: { redirectUri, signOutUrl, start } }: IdpValuesCardProps) {
  return (
    <>
      <CopyField label="Redirect URI" copyLabel="redirect URI" value={redirectUri} />
      <CopyField
        label="Sign-out redirect"
        copyLabel="sign-out redirect URI"
        value={signOutUrl}
        help="Where people come back to after they were signed out there too."
      />
      <StartAddress start={start} />
    </>
  );
}

function SamlValues({ addresses, tenantId, spCertificate }: IdpValuesCardProps) {
  const { acsUrl, entityId, signOutUrl, start } = addresses;
  return (
    <>
      <CopyField label="Entity ID" copyLabel="entity ID" value={entityId} help="Called Audience or Identifier, too." />
      <CopyField label="ACS URL" value={acsUrl} help="Called Reply URL or Single sign-on URL, too." />
      <CopyField
        label="Metadata URL"
        value={entityId}
        help="The same as the entity ID. It holds all of these, and the certificate."
      />
      <CopyField label="Logout URL" copyLabel="logout URL" value={signOutUrl} />
      <StartAddress start={start} />
      <div className="flex flex-wrap gap-2 tablet:ps-[10.25rem]">
        {/* The browser saves it; going there as a page would show it instead. */}
        <a href={entityId} download={`rollcall-${tenantId}-metadata.xml`} className={buttonStyles('secondary', 'md')}>
          <Download />
          Download metadata
        </a>
        {spCertificate ? (
          <a
            href={`data:application/x-pem-file,${encodeURIComponent(spCertificate)}`}
            download={`rollcall-${tenantId}.crt`}
            className={buttonStyles('secondary', 'md')}
          >
            <Download />
            Download certificate
          </a>
        ) : null}
      </div>
      <p className="max-w-prose text-sm text-ink-3 tablet:ps-[10.25rem]">
        {spCertificate
          ? 'With the certificate your identity provider can check requests and encrypt assertions.'
          : 'A certificate, to check requests and encrypt assertions with, is made when you save.'}
      </p>
    </>
  );
}

function StartAddress({ start }: { start: string }) {
  return (
    <CopyField
      label="Sign-in address"
      copyLabel="sign-in address"
      value={start}
      help="Optional: begins a sign-in at once. For tiles and bookmarks."
    />
  );
}
