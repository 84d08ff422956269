import type { ConnectionView } from '@/lib/sso/admin/connection-shape';
import { protocolNames, ssoProviders } from '@/lib/sso/sso-providers';
import { Card } from '../ui/card';
import { Empty } from '../ui/empty';
import { Mono } from '../ui/mono';
import { Status } from '../ui/status';
import { CertificatesTable } from './certificates-table';
import { nameList } from './name-list';
import { SsoStatusCard } from './sso-status-card';

/** Single sign-on for those who may look and not change. */
export function SsoValues({ view }: { view: ConnectionView }) {
  const { breakGlass } = view;
  const marked = breakGlass.filter((owner) => owner.marked).map(({ name }) => name);
  return (
    <>
      <SsoStatusCard view={view} canManage={false} />
      <Card title="Connection" id="connection">
        {view.revision === 0 ? (
          <Empty title="Not set up yet">An owner or admin connects the identity provider here.</Empty>
        ) : (
          <Connection view={view} />
        )}
      </Card>
      <Card title="Email domains" id="domains">
        {view.domains.length > 0 ? (
          <ul className="flex flex-col gap-2">
            {view.domains.map(({ domain, writtenAs, verifiedAt }) => (
              <li key={domain} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
                <span className="font-medium wrap-anywhere">{writtenAs}</span>
                {verifiedAt ? <Status tone="ok">Verified</Status> : <Status tone="warn">Not verified yet</Status>}
              </li>
            ))}
          </ul>
        ) : (
          <Empty title="No domains yet" />
        )}
      </Card>
      <Card title="Break-glass owners" id="break-glass">
        <p className="max-w-prose text-sm text-ink-2">
          {marked.length > 0
            ? `${nameList(marked)} can sign in with an emailed code, also while single sign-on is required.`
            : 'No owner is marked as one who can sign in with an emailed code while single sign-on is required.'}
        </p>
      </Card>
    </>
  );
}

function Connection({ view }: { view: ConnectionView }) {
  const { protocol, provider, oidc, saml } = view;
  const facts =
    protocol === 'OIDC'
      ? { Issuer: oidc.issuer, 'Client ID': oidc.clientId, Scopes: oidc.scopes }
      : { 'SSO URL': saml.idpSsoUrl, 'Entity ID': saml.idpEntityId, 'Logout URL': saml.idpSloUrl };
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid gap-x-6 gap-y-1 text-sm tablet:grid-cols-[auto_minmax(0,1fr)]">
        <dt className="text-ink-3">Identity provider</dt>
        <dd>{ssoProviders.find(({ value }) => value === provider)?.label}</dd>
        <dt className="text-ink-3">Protocol</dt>
        <dd>{protocolNames[protocol]}</dd>
        {Object.entries(facts).map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-3">{label}</dt>
            <dd className="min-w-0">{value ? <Mono>{value}</Mono> : 'none'}</dd>
          </div>
        ))}
      </dl>
      {protocol === 'SAML' && saml.certificates.length > 0 ? (
        <CertificatesTable certificates={saml.certificates} />
      ) : null}
    </div>
  );
}
