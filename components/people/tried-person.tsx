import type { Person } from '@/lib/people/person';
import type { Refusal } from '@/lib/shared/refusal';
import { LinkButton } from '../ui/link-button';
import { Notice } from '../ui/notice';
import { Explanation } from './explanation';
import { personHref } from './person-address';

/** What the mapping makes of the person who was picked. */
export function TriedPerson({ answer }: { answer: { ok: true; person: Person } | Refusal }) {
  if (!answer.ok) return <Notice tone="warn" title={answer.message} />;
  const { id, displayName, explanation, rolesLocked, departure } = answer.person;
  return (
    <section aria-labelledby="tried" className="flex flex-col gap-4 border-t border-line pt-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h3 id="tried" className="text-md wrap-anywhere">
          <bdi>{displayName}</bdi>
        </h3>
        <LinkButton href={personHref(id)} size="sm" prefetch={false}>
          Their page
        </LinkButton>
      </div>
      {explanation ? (
        <>
          {rolesLocked && !departure ? null : (
            <Notice tone="info" title="The mapping does not decide about this person now">
              {departure ? 'They have left. ' : 'SCIM is off, or roles are managed in the portal. '}
              This is what it would give.
            </Notice>
          )}
          <Explanation explanation={explanation} />
        </>
      ) : (
        <p className="text-sm text-ink-2">
          No identity provider manages this person, so there is nothing that the mapping could read.
        </p>
      )}
    </section>
  );
}
