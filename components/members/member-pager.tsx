import { Pager } from '@/components/ui/pager';
import type { MemberPage } from '@/lib/members/list-members';
import type { MemberListQuery } from '@/lib/members/member-list-query';
import { memberListHref } from './member-list-href';

/** "51–100 of 4,812", and the pages beside this one. */
export function MemberPager({ page, query }: { page: MemberPage; query: MemberListQuery }) {
  const { members, total, firstPosition, next, previous } = page;
  if (members.length === 0) return null;
  const [first, last, all] = [firstPosition, firstPosition + members.length - 1, total].map((n) =>
    n.toLocaleString('en'),
  );
  return (
    <Pager
      label="Pages of members"
      summary={`${first}–${last} of ${all}`}
      previousHref={previous === null ? undefined : memberListHref(query, { before: previous })}
      nextHref={next === null ? undefined : memberListHref(query, { after: next })}
    />
  );
}
