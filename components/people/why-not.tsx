import type { ShownExplanation } from '@/lib/people/shown-explanation';
import type { RuleVerdict } from '@/lib/roles/rule-verdicts';
import { shownName } from '@/lib/roles/shown-name';
import { Disclosure } from '../ui/disclosure';
import { TextLink } from '../ui/text-link';
import { Sentence } from './sentence';
import { mappingPath } from './why-steps';

/** For each other role what comes nearest to giving it, and of every rule what was missing. */
export function WhyNot({ others, misses, missCount }: Pick<ShownExplanation, 'others' | 'misses' | 'missCount'>) {
  if (others.length === 0 && missCount === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      {others.length > 0 ? (
        <Disclosure summary="Why not another role?" open={others.length <= 4}>
          <dl className="flex flex-col gap-1.5 ps-6 text-sm tablet:grid tablet:grid-cols-[8rem_minmax(0,1fr)]">
            {others.map(({ role, nearest, byKey }) => (
              <div key={role.key} className="contents">
                <dt className="font-medium wrap-anywhere">{role.name}</dt>
                <dd className="min-w-0 text-ink-2 max-tablet:mb-1">
                  {nearest ? (
                    <>
                      <Sentence>{nearest.missing ?? ''}</Sentence> (rule {nearest.number})
                    </>
                  ) : (
                    <Sentence>{byKey ?? 'No rule gives it.'}</Sentence>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </Disclosure>
      ) : null}
      {missCount > 0 ? (
        <Disclosure
          summary={missCount === 1 ? '1 rule does not match' : `${missCount.toLocaleString('en')} rules do not match`}
        >
          <Misses misses={misses} more={missCount - misses.length} />
        </Disclosure>
      ) : null}
    </div>
  );
}

function Misses({ misses, more }: { misses: readonly RuleVerdict[]; more: number }) {
  return (
    <div className="flex flex-col gap-2 ps-6 text-sm">
      <p className="text-ink-2">The nearest first.</p>
      <ul className="flex flex-col gap-1.5">
        {misses.map(({ rule, number, role, missing }) => (
          <li key={rule.id} className="min-w-0">
            <span className="wrap-anywhere">
              Rule {number}: <bdi>{shownName(rule.name)}</bdi> → {role?.name ?? rule.roleKey}
            </span>
            <span className="block text-ink-2">
              <Sentence>{missing ?? ''}</Sentence>
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <p className="text-ink-2">
          And {more.toLocaleString('en')} more in the{' '}
          <TextLink href={mappingPath} prefetch={false}>
            role mapping
          </TextLink>
          .
        </p>
      ) : null}
    </div>
  );
}
