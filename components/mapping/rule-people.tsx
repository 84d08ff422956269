import { countOf } from '../identity/count-of';
import { Timestamp } from '../ui/timestamp';
import type { KnownGroup } from './known-groups';

/** Whom a rule concerns, and when its group last changed. */
export function RulePeople({ group }: { group: Pick<KnownGroup, 'counted' | 'people' | 'lastModified'> | null }) {
  if (!group || group.people === null) return <span aria-hidden="true">–</span>;
  const { counted, people, lastModified } = group;
  return (
    <>
      {counted === 'people' ? countOf(people, 'person', 'people') : countOf(people, 'member', 'members')}
      {lastModified ? (
        <span className="block text-xs text-ink-3">
          changed <Timestamp at={lastModified} />
        </span>
      ) : null}
    </>
  );
}
