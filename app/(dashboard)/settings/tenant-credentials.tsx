import type { CredentialKind } from '@/components/credentials/credential-kind';
import { CredentialsSection } from '@/components/credentials/credentials-section';
import type { CredentialView } from '@/lib/credentials/list-credentials';
import { may } from '@/lib/roles/permission';
import type { SettledViewer } from '@/lib/sign-in/viewer';
import { createCredential, findCredentialUse, revokeCredential } from './credential-actions';

export interface TenantCredentialsProps {
  kind: CredentialKind;
  viewer: SettledViewer;
  /** Newest first. */
  credentials: readonly CredentialView[];
}

/**
 * The list of credentials, with what the viewer may do. Where calls came from is for those who manage them.
 */
export function TenantCredentials({ kind, viewer, credentials }: TenantCredentialsProps) {
  const canManage = may(viewer, 'manageCredentials');
  return (
    <CredentialsSection
      kind={kind}
      credentials={canManage ? credentials : credentials.map(withoutCaller)}
      canManage={canManage}
      create={createCredential}
      revoke={revokeCredential}
      findUse={findCredentialUse}
    />
  );
}

function withoutCaller(credential: CredentialView): CredentialView {
  return { ...credential, lastUsedFrom: null, lastUsedAgent: null };
}
