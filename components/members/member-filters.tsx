import { FilterBar, type FilterChip } from '@/components/ui/filter-bar';
import type { MemberListQuery } from '@/lib/members/member-list-query';
import { managedByNames } from './managed-by';
import { memberListHref, memberListParameters } from './member-list-href';
import type { RoleChoice } from './role-choice';

const statusNames = { ACTIVE: 'Active', DEPROVISIONED: 'Deprovisioned' } as const;

const managers = (['SCIM', 'SSO', 'PORTAL'] as const).map((value) => ({
  value,
  label: managedByNames[value],
}));

const statuses = (['ACTIVE', 'DEPROVISIONED'] as const).map((value) => ({
  value,
  label: statusNames[value],
}));

function chipsFor(query: MemberListQuery, roles: readonly RoleChoice[]): FilterChip[] {
  const { q, role, managedBy, status } = query;
  const chips: FilterChip[] = [];
  if (q) chips.push({ label: `Search: ${q}`, removeHref: memberListHref(query, { q: undefined }) });
  if (role) {
    const name = roles.find(({ key }) => key === role)?.name ?? role;
    chips.push({ label: `Role: ${name}`, removeHref: memberListHref(query, { role: undefined }) });
  }
  if (managedBy) {
    const label = `Managed by: ${managedByNames[managedBy]}`;
    chips.push({ label, removeHref: memberListHref(query, { managedBy: undefined }) });
  }
  if (status === 'DEPROVISIONED') {
    chips.push({ label: 'Status: Deprovisioned', removeHref: memberListHref(query, { status: 'ACTIVE' }) });
  }
  return chips;
}

/** Search and filters of the member list. */
export function MemberFilters({ query, roles }: { query: MemberListQuery; roles: readonly RoleChoice[] }) {
  const { sort, direction } = memberListParameters(query);
  const chips = chipsFor(query, roles);
  return (
    <FilterBar
      action="/settings/members"
      search={{
        name: 'q',
        label: 'Search by name or email',
        placeholder: 'Name or email',
        value: query.q ?? '',
      }}
      selects={[
        {
          name: 'role',
          label: 'Role',
          value: query.role ?? '',
          options: [
            { value: '', label: 'Any role' },
            ...roles.map(({ key, name }) => ({ value: key, label: name })),
          ],
        },
        {
          name: 'managedBy',
          label: 'Managed by',
          value: query.managedBy ?? '',
          options: [{ value: '', label: 'Managed: any' }, ...managers],
        },
        { name: 'status', label: 'Status', value: query.status, options: statuses },
      ]}
      hidden={{ ...(sort && { sort }), ...(direction && { direction }) }}
      chips={chips}
      clearHref={chips.length > 0 ? '/settings/members' : undefined}
    />
  );
}
