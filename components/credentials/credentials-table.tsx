import { Mono } from '@/components/ui/mono';
import { Status } from '@/components/ui/status';
import { Table, type TableColumn } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { Timestamp } from '@/components/ui/timestamp';
import { conformanceModes } from '@/lib/credentials/conformance-modes';
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
  /** These are revoked or expired. */
  ended?: boolean;
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

/** Only SCIM has modes, and a form of roles, of which the usual one goes without saying. */
function Mode({ mode, rolesProfile, scopes }: CredentialView) {
  if (!scopes.includes('scim')) return <span className="text-ink-2">–</span>;
  const label = conformanceModes.find(({ value }) => value === mode)?.label ?? mode;
  return (
    <span className="block">
      <span className={mode === 'STRICT' ? 'font-medium' : 'text-ink-2'}>{label}</span>
      {rolesProfile === 'IETF' ? <span className="block text-xs text-ink-2">IETF roles</span> : null}
    </span>
  );
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

function Made({ createdAt, createdByName }: CredentialView) {
  return (
    <span className="block text-ink-2">
      <Timestamp at={createdAt.toISOString()} format="absolute" precision="day" />
      <span className="block text-xs">by {createdByName}</span>
    </span>
  );
}

function Expiry({ expiresAt, now }: { expiresAt: Date | null; now: Date }) {
  if (!expiresAt) return <span className="text-ink-2">never</span>;
  const date = <Timestamp at={expiresAt.toISOString()} format="absolute" precision="day" />;
  return daysUntil(expiresAt, now) > WARN_DAYS ? (
    <span className="text-ink-2">{date}</span>
  ) : (
    <Status tone="warn">{date}</Status>
  );
}

/** How a credential came to its end. */
function End({ state, expiresAt, revokedAt, revokedByName }: CredentialView) {
  if (state === 'expired' && expiresAt) {
    return (
      <span className="text-ink-2">
        Expired <Timestamp at={expiresAt.toISOString()} format="absolute" precision="day" />
      </span>
    );
  }
  if (!revokedAt) return null;
  return (
    <span className="block text-ink-2">
      Revoked <Timestamp at={revokedAt.toISOString()} format="absolute" precision="day" />
      <span className="block text-xs">by {revokedByName}</span>
    </span>
  );
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
export function CredentialsTable({ kind, caption, credentials, ended, revoke }: CredentialsTableProps) {
  const now = new Date();
  const columns: TableColumn<CredentialView>[] = [
    { key: 'label', header: credentialWords[kind].label, rowHeader: true, cell: Label },
    kind === 'scim'
      ? { key: 'provider', header: 'For', width: 'w-32', phone: 'label', cell: Provider }
      : { key: 'scopes', header: 'Scopes', width: 'w-36', phone: 'label', cell: Scopes },
    { key: 'mode', header: 'Mode', width: 'w-26', phone: 'label', cell: Mode },
    { key: 'lastUsed', header: 'Last used', width: 'w-44', phone: 'label', cell: LastUsed },
    { key: 'created', header: 'Created', width: 'w-34', phone: 'label', cell: Made },
    ended
      ? { key: 'end', header: 'Ended', width: 'w-40', cell: End }
      : {
          key: 'expires',
          header: 'Expires',
          width: 'w-30',
          phone: 'label',
          cell: ({ expiresAt }) => <Expiry expiresAt={expiresAt} now={now} />,
        },
  ];
  if (revoke) columns.push(revokeColumn(kind, revoke));
  return <Table caption={caption} columns={columns} rows={credentials} rowKey={({ id }) => id} flush />;
}
