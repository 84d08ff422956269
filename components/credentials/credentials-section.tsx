import { Card } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { Empty } from '@/components/ui/empty';
import { Outcome, OutcomeArea } from '@/components/ui/outcome';
import type { CredentialView } from '@/lib/credentials/list-credentials';
import { CreateCredential } from './create-credential';
import type {
  CreateCredentialAction,
  FindCredentialUseAction,
  RevokeCredentialAction,
} from './credential-action-types';
import { credentialWords, type CredentialKind } from './credential-kind';
import { CredentialsTable } from './credentials-table';

export interface CredentialsSectionProps {
  /** `scim`: for one identity provider, with the scope fixed. `api-key`: with scopes to choose. */
  kind: CredentialKind;
  /** Newest first. */
  credentials: readonly CredentialView[];
  canManage: boolean;
  create: CreateCredentialAction;
  revoke: RevokeCredentialAction;
  findUse: FindCredentialUseAction;
}

/** Everything one can see and do about credentials: the list, creating one, revoking one. */
export function CredentialsSection({
  kind,
  credentials,
  canManage,
  create,
  revoke,
  findUse,
}: CredentialsSectionProps) {
  const words = credentialWords[kind];
  const usable = credentials.filter(({ state }) => state === 'active');
  const ended = credentials.filter(({ state }) => state !== 'active');
  return (
    <Card
      title={words.title}
      id="credentials"
      flush
      actions={canManage ? <CreateCredential kind={kind} create={create} findUse={findUse} /> : null}
    >
      <OutcomeArea>
        <Outcome className="px-4 pb-2 tablet:px-5" />
        {usable.length > 0 ? (
          <CredentialsTable
            kind={kind}
            caption={words.title}
            credentials={usable}
            revoke={canManage ? revoke : undefined}
          />
        ) : (
          <div className="px-4 pb-2 tablet:px-5">
            <Empty title={words.empty.title}>{words.empty.text}</Empty>
          </div>
        )}
        {ended.length > 0 ? (
          <div className="border-t border-line px-4 py-2 tablet:px-5">
            <Disclosure summary={`${ended.length} revoked or expired`}>
              <div className="-mx-4 tablet:-mx-5">
                <CredentialsTable
                  kind={kind}
                  caption={`${words.title}, revoked or expired`}
                  credentials={ended}
                  ended
                />
              </div>
            </Disclosure>
          </div>
        ) : null}
      </OutcomeArea>
    </Card>
  );
}
