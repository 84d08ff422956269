import type { Person } from '@/lib/people/person';
import type { WhyRoles } from '@/lib/people/why-roles';
import { Card } from '../ui/card';
import { Notice } from '../ui/notice';
import { Status } from '../ui/status';
import { Timestamp } from '../ui/timestamp';
import { Sentence } from './sentence';
import { WhyNot } from './why-not';
import { WhySteps } from './why-steps';

function titleOf({ grants, departure }: Person, hasAccess: boolean): string {
  if (departure) return 'left';
  if (!hasAccess) return 'has no access';
  const names = grants.map(({ name }) => name).join(', ');
  return grants.length === 1 ? `has the role ${names}` : `has the roles ${names}`;
}

/** Access or none first, then how that came to be, and what was missing for more. */
export function WhyCard({ person, why }: { person: Person; why: WhyRoles }) {
  const { hasAccess, verdict, steps } = why;
  const { displayName, explanation, rolesLocked, pendingSince, departure } = person;
  return (
    <Card
      id="why"
      title={
        <span className="wrap-anywhere">
          Why <bdi>{displayName}</bdi> {titleOf(person, hasAccess)}
        </span>
      }
    >
      <div className="flex flex-col gap-5">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-base">
          <Status tone={hasAccess ? 'ok' : departure ? 'off' : 'warn'}>{hasAccess ? 'Access' : 'No access'}</Status>
          <Sentence>{verdict}</Sentence>
        </p>
        {pendingSince ? (
          <Notice tone="info" title="A change is being applied">
            The roles of this person are derived again since <Timestamp at={pendingSince.toISOString()} />. Reload
            the page to see the result.
          </Notice>
        ) : null}
        <WhySteps steps={steps} />
        {explanation && rolesLocked && !departure ? <WhyNot {...explanation} /> : null}
      </div>
    </Card>
  );
}
