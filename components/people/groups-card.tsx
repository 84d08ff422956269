import type { GroupFact } from '@/lib/roles/role-mapping';
import { shownName } from '@/lib/roles/shown-name';
import { Card } from '../ui/card';
import { Disclosure } from '../ui/disclosure';

/** Groups that are shown at once. */
const SHOWN = 20;

/** The groups of a person, each with the way into it. */
export function GroupsCard({ groups }: { groups: readonly GroupFact[] }) {
  const rest = groups.slice(SHOWN);
  return (
    <Card id="groups" title="Groups">
      {groups.length === 0 ? (
        <p className="text-sm text-ink-2">In no group that your identity provider has pushed.</p>
      ) : (
        <div className="flex flex-col gap-2">
          <Groups groups={groups.slice(0, SHOWN)} />
          {rest.length > 0 ? (
            <Disclosure summary={`Show ${rest.length.toLocaleString('en')} more`}>
              <Groups groups={rest} />
            </Disclosure>
          ) : null}
        </div>
      )}
    </Card>
  );
}

function Groups({ groups }: { groups: readonly GroupFact[] }) {
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {groups.map(({ id, name, through }) => (
        <li key={id} className="min-w-0 wrap-anywhere">
          <bdi className="font-medium">{shownName(name)}</bdi>{' '}
          <span className="text-ink-2">
            {through.length === 0 ? 'directly' : `through ${through.map(shownName).join(', then ')}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
