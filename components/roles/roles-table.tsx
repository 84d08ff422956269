import { Mono } from '@/components/ui/mono';
import { Table, type TableColumn } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { headCount } from '@/lib/mapping/head-count';
import type { CatalogueRole } from '@/lib/mapping/catalogue/list-catalogue-roles';
import { levelNames } from './level-names';
import { membersWithRole } from './members-with-role';
import { RoleButtons } from './role-dialogs';

export interface RolesTableProps {
  /** Names the table for screen readers. */
  caption: string;
  /** Most powerful first. */
  roles: readonly CatalogueRole[];
  /** Rows that are not built in have buttons, which need `RoleDialogs` round them. */
  editable?: boolean;
}

function Name({ name, key }: CatalogueRole) {
  return (
    <span className="block">
      <span className="block font-medium">{name}</span>
      <Mono className="text-ink-2">{key}</Mono>
    </span>
  );
}

function People({ key, name, people }: CatalogueRole) {
  if (people === 0) return <span className="text-ink-2">nobody</span>;
  return (
    <TextLink
      href={membersWithRole(key)}
      prefetch={false}
      aria-label={`${headCount(people)} with the role ${name}`}
    >
      {people.toLocaleString('en')}
    </TextLink>
  );
}

function UsedBy({ rules, isDefault }: CatalogueRole) {
  const count = rules === 1 ? '1 rule' : `${rules.toLocaleString('en')} rules`;
  const uses = [rules > 0 && count, isDefault && 'default'].filter(Boolean).join(', ');
  return <span className="text-ink-2">{uses || 'no rule'}</span>;
}

const columns: readonly TableColumn<CatalogueRole>[] = [
  { key: 'name', header: 'Role', rowHeader: true, width: 'w-52', cell: Name },
  {
    key: 'description',
    header: 'Description',
    cell: ({ description }) => (
      <span className={description ? 'text-ink-2' : 'text-ink-3 max-tablet:hidden'}>{description || '–'}</span>
    ),
  },
  { key: 'level', header: 'Level', width: 'w-24', phone: 'label', cell: ({ level }) => levelNames[level].label },
  { key: 'people', header: 'People now', width: 'w-28', align: 'end', phone: 'label', cell: People },
  { key: 'rules', header: 'Given by', width: 'w-32', phone: 'label', cell: UsedBy },
];

const buttons: TableColumn<CatalogueRole> = {
  key: 'actions',
  header: 'Actions',
  headerHidden: true,
  width: 'w-40',
  align: 'end',
  cell: ({ builtIn, updatedAt, ...role }) =>
    builtIn ? (
      <span className="text-ink-3">Built in</span>
    ) : (
      <RoleButtons role={{ ...role, updatedAt: updatedAt.toISOString() }} />
    ),
};

/** Roles with who and what uses them. */
export function RolesTable({ caption, roles, editable }: RolesTableProps) {
  return (
    <Table
      caption={caption}
      columns={editable ? [...columns, buttons] : columns}
      rows={roles}
      rowKey={({ key }) => key}
      flush
    />
  );
}
