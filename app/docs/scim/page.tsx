import type { Metadata } from 'next';
import { scimContents } from '@/components/docs/reference-contents';
import { ReferenceShell } from '@/components/docs/reference-shell';
import { ScimReference } from '@/components/docs/scim-reference';
import { may } from '@/lib/roles/permission';
import { tenantRegistry } from '@/lib/schemas/tenant-registry';
import { providerFeatures } from '@/lib/scim-http/discovery-endpoints';
import { groupLimits, usualLimits } from '@/lib/scim-http/read-body';
import { servedMethods } from '@/lib/scim-http/served-methods';
import { env, publicOrigin } from '@/lib/shared/env';
import { getViewer } from '@/lib/sign-in/viewer';
import { getIdentitySettings } from '@/lib/tenants/identity-settings';
import { tenantBaseUrl } from '@/lib/tenants/tenant-base-url';

export const metadata: Metadata = { title: 'SCIM reference' };

/** Null when this server does not limit the rate. */
function rateLimit() {
  const { ROLLCALL_SCIM_RATE: perSecond, ROLLCALL_SCIM_BURST: burst } = env();
  return perSecond === 0 ? null : { perSecond, burst };
}

function descriptionFor(tenantName: string | undefined): string {
  const whose = tenantName ? `, with the base URL and the extensions of ${tenantName}` : '';
  return (
    'What a SCIM 2.0 client may send and what it is answered. Tables and examples are made from the code that ' +
    `serves the requests${whose}.`
  );
}

/**
 * What a SCIM client may send and what it is answered. Anyone may read it; members see their own address in
 * it.
 */
export default async function ScimReferencePage() {
  const viewer = await getViewer();
  const reader = viewer && may(viewer, 'readSettings') ? viewer : null;
  // The registry of nobody in particular is revision 0 of any tenant's.
  const revision = reader ? (await getIdentitySettings(reader.tenantId)).schemaRevision : 0;
  return (
    <ReferenceShell
      path="/docs/scim"
      settings={{ label: 'SCIM settings', href: '/settings/identity/scim' }}
      contents={scimContents}
      signedIn={reader !== null}
      title="SCIM reference"
      description={descriptionFor(reader?.tenantName)}
    >
      <ScimReference
        baseUrl={tenantBaseUrl(reader?.tenantId ?? 'your-organisation')}
        sharedBaseUrl={`${publicOrigin()}/scim/v2`}
        tenantName={reader?.tenantName ?? null}
        registry={await tenantRegistry(reader?.tenantId ?? '', revision)}
        endpoints={servedMethods()}
        features={providerFeatures()}
        usualLimits={usualLimits}
        groupLimits={groupLimits}
        rate={rateLimit()}
      />
    </ReferenceShell>
  );
}
