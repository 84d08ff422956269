import { Mono } from '@/components/ui/mono';
import { Status } from '@/components/ui/status';
import { Table, type TableColumn } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { Timestamp } from '@/components/ui/timestamp';
import { credentialScopes } from '@/lib/credentials/credential-scopes';
import { identityProviders } from '@/lib/credentials/identity-providers';
import type { CredentialView } from '@/lib/credentials/list-credentials';
import type { RevokeCredentialAction } from './credential-action-types';
import { credentialWords, type CredentialKind } from './credential-kind';
import { daysUntil } from './expiry';
import { RevokeCredential } from './revoke-credential';

export interface CredentialsTableProps {
  kind: CredentialKind;
  /** Names the table for screen readers. */
  caption: string;
  credentials: readonly CredentialView[];
  /** Without it nothing can be revoked. */
  revoke?: RevokeCredentialAction;
}

/** From here on the end of a credential is worth a warning. */
const WARN_DAYS = 30;

function Label({ label, hint }: CredentialView) {
  return (
    <span className="block">
      <span className="block font-medium">{label}</span>
      <Mono className="text-ink-2">{hint}</Mono>
    </span>
  );
}

function Provider({ provider }: CredentialView) {
  const label = identityProviders.find(({ value }) => value === provider)?.label ?? 'Not said';
  return <span className="text-ink-2">{label}</span>;
}

function Scopes({ scopes }: CredentialView) {
  return scopes.map((scope) => {
    const label = credentialScopes.find(({ value }) => value === scope)?.label ?? scope;
    return scope === 'scim' ? (
      <TextLink key={scope} href="/settings/identity/scim" prefetch={false}>
        {label}
      </TextLink>
    ) : (
      <span key={scope}>{label}</span>
    );
  });
}

function LastUsed({ lastUsedAt, lastUsedAgent, lastUsedFrom }: CredentialView) {
  if (!lastUsedAt) return <span className="text-ink-2">Never used</span>;
  const who = [lastUsedAgent, lastUsedFrom].filter(Boolean).join(' · ');
  return (
    <span className="block">
      <Timestamp at={lastUsedAt.toISOString()} />
      {who ? (
        <span className="line-clamp-2 text-xs text-ink-2" title={who}>
          {who}
        </span>
      ) : null}
    </span>
  );
}

function Made({ at, by }: { at: Date; by: string }) {
  return (
    <span className="block text-ink-2">
      <Timestamp at={at.toISOString()} format="absolute" precision="day" />
      <span className="block text-xs">by {by}</span>
    </span>
  );
}

function End({ credential, now }: { credential: CredentialView; now: Date }) {
  const { state, expiresAt, revokedAt, revokedByName } = credential;
  if (state === 'revoked' && revokedAt) {
    return (
      <span className="block">
        <Status tone="off">Revoked</Status>
        <Made at={revokedAt} by={revokedByName ?? 'the server’s operator'} />
      </span>
    );
  }
  if (!expiresAt) return <span className="text-ink-2">never</span>;
  const date = <Timestamp at={expiresAt.toISOString()} format="absolute" precision="day" />;
  if (state === 'expired') return <Status tone="off">Expired {date}</Status>;
  const days = daysUntil(expiresAt, now);
  return days > WARN_DAYS ? <span className="text-ink-2">{date}</span> : <Status tone="warn">{date}</Status>;
}

function revokeColumn(kind: CredentialKind, revoke: RevokeCredentialAction): TableColumn<CredentialView> {
  return {
    key: 'actions',
    header: 'Actions',
    headerHidden: true,
    width: 'w-26',
    align: 'end',
    phone: 'corner',
    cell: ({ id, label, lastUsedAt, lastUsedFrom: from, lastUsedAgent: agent }) => (
      <RevokeCredential
        kind={kind}
        credentialId={id}
        label={label}
        lastUse={lastUsedAt && { at: lastUsedAt.toISOString(), from, agent }}
        revoke={revoke}
      />
    ),
  };
}

/** Credentials with what is known of them; their secrets are known to nobody here. */
export function CredentialsTable({ kind, caption, credentials, revoke }: CredentialsTableProps) {
  const now = new Date();
  const columns: TableColumn<CredentialView>[] = [
    { key: 'label', header: credentialWords[kind].label, rowHeader: true, cell: Label },
    kind === 'scim'
      ? { key: 'provider', header: 'For', width: 'w-36', phone: 'label', cell: Provider }
      : { key: 'scopes', header: 'Scopes', width: 'w-40', phone: 'label', cell: Scopes },
    { key: 'lastUsed', header: 'Last used', width: 'w-48', phone: 'label', cell: LastUsed },
    {
      key: 'created',
      header: 'Created',
      width: 'w-36',
      phone: 'label',
      cell: ({ createdAt, createdByName }) => <Made at={createdAt} by={createdByName} />,
    },
    {
      key: 'expires',
      header: 'Expires',
      width: 'w-36',
      phone: 'label',
      cell: (credential) => <End credential={credential} now={now} />,
    },
  ];
  if (revoke) columns.push(revokeColumn(kind, revoke));
  return <Table caption={caption} columns={columns} rows={credentials} rowKey={({ id }) => id} flush />;
}
