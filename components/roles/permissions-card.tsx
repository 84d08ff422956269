import { Check } from 'lucide-react';
import { Card } from '@/components/ui/card';
import { Table, type TableColumn } from '@/components/ui/table';
import type { listPermissions } from '@/lib/roles/permission';
import { permissionLevels } from '@/lib/roles/role';
import { levelNames } from './level-names';

type PermissionRow = ReturnType<typeof listPermissions>[number];

function What({ act, covers, levels }: PermissionRow) {
  return (
    <span className="block">
      <span className="block font-medium first-letter:uppercase">{act}</span>
      <span className="block text-ink-2">{covers}</span>
      {/* A phone has no columns for the levels. */}
      <span className="mt-1 block tablet:hidden">
        {levels.map((level) => levelNames[level].label).join(', ')}
      </span>
    </span>
  );
}

function Answer({ allowed }: { allowed: boolean }) {
  if (!allowed) return <span className="text-ink-3">No</span>;
  return (
    <span className="inline-flex items-center gap-1.5 font-medium text-ok">
      <Check />
      Yes
    </span>
  );
}

const columns: readonly TableColumn<PermissionRow>[] = [
  { key: 'what', header: 'Permission', rowHeader: true, cell: What },
  ...permissionLevels.map((level): TableColumn<PermissionRow> => ({
    key: level,
    header: levelNames[level].label,
    width: 'w-24',
    phone: 'hide',
    cell: ({ levels }) => <Answer allowed={levels.includes(level)} />,
  })),
];

/** What each permission level may do: the table that the server asks, as people read it. */
export function PermissionsCard({ permissions }: { permissions: readonly PermissionRow[] }) {
  return (
    <Card
      title="What each level may do"
      id="permissions"
      flush
      description={
        'A role of your own may do what its level may do. The server asks this table before every page, change ' +
        'and answer; nobody without a role sees anything.'
      }
    >
      <Table
        caption="What each level may do"
        columns={columns}
        rows={permissions}
        rowKey={({ permission }) => permission}
        flush
      />
      <p className="max-w-prose px-4 pt-2 pb-4 text-sm text-ink-2 tablet:px-5 tablet:pb-5">
        Members and viewers may do the same here. Your application can tell them apart, because it knows each
        person’s roles.
      </p>
    </Card>
  );
}
