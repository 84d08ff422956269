import { Table, type TableColumn } from '../ui/table';
import { TextLink } from '../ui/text-link';
import type { PreviewRow } from '@/lib/mapping/preview';

const columns: readonly TableColumn<PreviewRow>[] = [
  {
    key: 'person',
    header: 'Person',
    rowHeader: true,
    width: 'tablet:w-52',
    cell: ({ memberId, name, email }) => (
      <span className="block">
        <TextLink href={`/settings/members/${memberId}`} prefetch={false} className="font-medium">
          {name}
        </TextLink>
        <span className="block text-xs text-ink-2">{email}</span>
      </span>
    ),
  },
  {
    key: 'roles',
    header: 'Roles',
    width: 'tablet:w-44',
    cell: ({ before, after }) => (
      <span className="block">
        <span className="text-ink-2">{listed(before)}</span>
        <span aria-hidden="true"> → </span>
        <span className="sr-only">, then </span>
        <span className={after.length > 0 ? 'font-medium' : 'font-medium text-bad'}>{listed(after)}</span>
      </span>
    ),
  },
  {
    key: 'because',
    header: 'Because',
    cell: ({ because, formerly }) => (
      <span className="block text-ink-2">
        {because}
        {formerly ? <span className="block text-xs text-ink-3">Until now: {formerly}</span> : null}
      </span>
    ),
  },
];

function listed(roles: readonly string[]): string {
  return roles.length > 0 ? roles.join(', ') : 'no role';
}

export interface PreviewPeopleProps {
  caption: string;
  rows: readonly PreviewRow[];
}

/** People whose roles would change: from what to what, and why. */
export function PreviewPeople({ caption, rows }: PreviewPeopleProps) {
  return <Table caption={caption} columns={columns} rows={rows} rowKey={({ memberId }) => memberId} />;
}
