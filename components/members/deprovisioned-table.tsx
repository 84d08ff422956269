import { Card } from '@/components/ui/card';
import { Table, type TableColumn } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { Timestamp } from '@/components/ui/timestamp';
import type { MemberRow } from '@/lib/members/member-rows';
import { managedBy } from './managed-by';
import { MemberName } from './member-name';
import type { NamedProvider } from './sole-provider';

function Cause({ member }: { member: MemberRow }) {
  const { deprovisioned, displayName } = member;
  if (!deprovisioned) return null;
  const { why, eventId } = deprovisioned;
  return (
    <span className="text-ink-2">
      {why}{' '}
      {eventId ? (
        <TextLink
          className="whitespace-nowrap"
          href={`/settings/identity/activity/${eventId}`}
          prefetch={false}
          aria-label={`See the event that deprovisioned ${displayName}`}
        >
          See the event
        </TextLink>
      ) : null}
    </span>
  );
}

export interface DeprovisionedTableProps {
  members: readonly MemberRow[];
  provider: NamedProvider | null;
  /** A person's own page; null for those who may not see it. */
  hrefOf: (memberId: string) => string | null;
}

/** The people who had access, with when and why they lost it. */
export function DeprovisionedTable({ members, provider, hrefOf }: DeprovisionedTableProps) {
  const columns: TableColumn<MemberRow>[] = [
    {
      key: 'name',
      header: 'Name',
      rowHeader: true,
      cell: (member) => <MemberName member={member} href={hrefOf(member.id)} />,
    },
    { key: 'cause', header: 'Cause', cell: (member) => <Cause member={member} /> },
    {
      key: 'at',
      header: 'Deprovisioned',
      width: 'w-40',
      phone: 'label',
      cell: ({ deprovisioned }) => (deprovisioned ? <Timestamp at={deprovisioned.at.toISOString()} /> : null),
    },
    {
      key: 'managedBy',
      header: 'Managed by',
      width: 'w-36',
      phone: 'label',
      cell: (member) => <span className="text-ink-2">{managedBy(member, provider)}</span>,
    },
  ];
  return (
    <Card flush>
      <Table caption="Deprovisioned people" columns={columns} rows={members} rowKey={({ id }) => id} flush />
    </Card>
  );
}
