import { Card } from '@/components/ui/card';
import { Table, type ColumnSort, type TableColumn } from '@/components/ui/table';
import { Timestamp } from '@/components/ui/timestamp';
import type { MemberListQuery } from '@/lib/members/member-list-query';
import type { MemberRow } from '@/lib/members/member-rows';
import { managedBy } from './managed-by';
import { MemberButtons } from './member-dialogs';
import { memberListHref } from './member-list-href';
import { MemberName } from './member-name';
import { MemberRolesCell } from './member-roles-cell';
import type { NamedProvider } from './sole-provider';

export interface MembersTableProps {
  members: readonly MemberRow[];
  query: MemberListQuery;
  provider: NamedProvider | null;
  canManage: boolean;
  /** A person's own page; null for those who may not see it. */
  hrefOf: (memberId: string) => string | null;
}

/** The direction a first press on a heading sorts in: names from A, times from the latest. */
const firstDirection = { name: 'asc', lastSeen: 'desc', since: 'desc' } as const satisfies Record<
  MemberListQuery['sort'],
  MemberListQuery['direction']
>;

function sortBy(query: MemberListQuery, sort: MemberListQuery['sort']): ColumnSort {
  const current = query.sort === sort ? query.direction : null;
  const opposite = current === 'asc' ? 'desc' : 'asc';
  return {
    href: memberListHref(query, { sort, direction: current ? opposite : firstDirection[sort] }),
    direction: current && (current === 'asc' ? 'ascending' : 'descending'),
  };
}

/** Only what the cell needs travels to the browser. */
function roleFacts({ id, displayName, roles, rolesLocked }: MemberRow) {
  return { id, displayName, roles, rolesLocked };
}

function Buttons({ member }: { member: MemberRow }) {
  const { id, displayName, email, roles, rolesLocked, scimManaged } = member;
  const editable = { id, displayName, email, roleKeys: roles.map(({ key }) => key) };
  return <MemberButtons member={editable} rolesLocked={rolesLocked} removable={!scimManaged} />;
}

function timeColumns(query: MemberListQuery): TableColumn<MemberRow>[] {
  return [
    {
      key: 'lastSeen',
      header: 'Last seen',
      width: 'w-40',
      phone: 'label',
      sort: sortBy(query, 'lastSeen'),
      cell: ({ lastSeenAt }) => (
        <span className="text-ink-2">
          {lastSeenAt ? <Timestamp at={lastSeenAt.toISOString()} /> : 'never'}
        </span>
      ),
    },
    {
      key: 'since',
      header: 'Since',
      width: 'w-28',
      phone: 'hide',
      sort: sortBy(query, 'since'),
      cell: ({ createdAt }) => (
        <span className="text-ink-2">
          <Timestamp at={createdAt.toISOString()} format="absolute" precision="day" />
        </span>
      ),
    },
  ];
}

function columnsFor({ query, provider, canManage, hrefOf }: MembersTableProps): TableColumn<MemberRow>[] {
  const columns: TableColumn<MemberRow>[] = [
    {
      key: 'name',
      header: 'Name',
      rowHeader: true,
      sort: sortBy(query, 'name'),
      cell: (member) => <MemberName member={member} href={hrefOf(member.id)} />,
    },
    {
      key: 'roles',
      header: 'Roles',
      width: 'w-32',
      cell: (member) => (
        <MemberRolesCell
          member={roleFacts(member)}
          provider={provider}
          whyHref={hrefOf(member.id)}
        />
      ),
    },
    {
      key: 'managedBy',
      header: 'Managed by',
      width: 'w-34',
      phone: 'label',
      cell: (member) => <span className="text-ink-2">{managedBy(member, provider)}</span>,
    },
    ...timeColumns(query),
  ];
  if (!canManage) return columns;
  return [
    ...columns,
    {
      key: 'actions',
      header: 'Actions',
      headerHidden: true,
      width: 'w-40',
      align: 'end',
      cell: (member) => <Buttons member={member} />,
    },
  ];
}

/** The people who have access. */
export function MembersTable(props: MembersTableProps) {
  return (
    <Card flush>
      <Table
        caption="Members"
        columns={columnsFor(props)}
        rows={props.members}
        rowKey={({ id }) => id}
        flush
      />
    </Card>
  );
}
