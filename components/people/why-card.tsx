import type { Person } from '@/lib/people/person';
import type { WhyRoles } from '@/lib/people/why-roles';
import type { RuleVerdict } from '@/lib/roles/rule-verdicts';
import { Card } from '../ui/card';
import { Notice } from '../ui/notice';
import { Timestamp } from '../ui/timestamp';
import { Sentence } from './sentence';
import { Verdict } from './verdict';
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
  const nearest = hasAccess || departure || !rolesLocked ? undefined : explanation?.misses[0];
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
        <div className="flex flex-col gap-1">
          <Verdict tone={hasAccess ? 'access' : departure ? 'left' : 'none'}>{verdict}</Verdict>
          {nearest ? <Nearest miss={nearest} /> : null}
        </div>
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

/** What it would have taken. */
function Nearest({ miss: { number, role, missing } }: { miss: RuleVerdict }) {
  return (
    <p className="ps-6 text-sm text-ink-2">
      The nearest is rule {number}, for {role?.name ?? 'a role that does not exist'}.{' '}
      <Sentence>{missing ?? ''}</Sentence>
    </p>
  );
}
