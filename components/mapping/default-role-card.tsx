import { countOf } from '../identity/count-of';
import { Card } from '../ui/card';
import { Field } from '../ui/field';
import { Select } from '../ui/select';
import type { RoleChoice } from './rule-fields';
import type { RoleSource } from './source-names';

export interface DefaultRoleCardProps {
  source: RoleSource;
  roleKey: string | null;
  roles: readonly RoleChoice[];
  /** People whom no rule of the saved mapping matches now; null when that is not known. */
  people: number | null;
  error?: string;
  /** Absent for those who only look. */
  onChange?: (roleKey: string | null) => void;
}

const noRole = 'No role (no access)';

/** What people get whom no rule matches. */
export function DefaultRoleCard(props: DefaultRoleCardProps) {
  const { source, roleKey, roles, people, error, onChange } = props;
  const label = source === 'PORTAL' ? 'Role of new people' : 'People no rule matches';
  const known = roles.find(({ key }) => key === roleKey);
  const options = [
    ...(roleKey !== null && !known ? [{ value: roleKey, label: `${roleKey} (no longer exists)`, disabled: true }] : []),
    ...roles.map(({ key, name }) => ({ value: key, label: name })),
    { value: '', label: noRole },
  ];
  const now = people === null ? null : `${countOf(people, 'person', 'people')} now`;
  return (
    <Card>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        {onChange ? (
          <div className="w-72 max-w-full">
            <Field
              id="default-role"
              label={label}
              help={source === 'PORTAL' ? 'For people SCIM creates. Admins change it afterwards.' : undefined}
              error={error}
            >
              {(control) => (
                <Select
                  {...control}
                  value={roleKey ?? ''}
                  onChange={(event) => onChange(event.currentTarget.value || null)}
                  options={options}
                />
              )}
            </Field>
          </div>
        ) : (
          <p className="text-sm">
            <span className="text-ink-2">{label}:</span>{' '}
            <span className="font-medium">{roleKey === null ? noRole : (known?.name ?? roleKey)}</span>
          </p>
        )}
        {now ? (
          <p className={`text-sm text-ink-2 tabular-nums ${onChange ? 'tablet:pt-8' : ''}`}>{now}</p>
        ) : null}
      </div>
    </Card>
  );
}
