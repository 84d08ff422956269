import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { LinkButton } from '@/components/ui/link-button';
import type { MemberListQuery } from '@/lib/members/member-list-query';
import { memberListHref } from './member-list-href';

/** The list without rows: nobody matches, or nobody is deprovisioned. */
export function NoMembers({ query }: { query: MemberListQuery }) {
  const narrowed = query.q ?? query.role ?? query.managedBy;
  if (!narrowed && query.status === 'DEPROVISIONED') {
    return (
      <Card>
        <Empty title="Nobody is deprovisioned.">
          People whom your identity provider switches off, or whom you remove, are listed here with the date
          and the cause.
        </Empty>
      </Card>
    );
  }
  const everyone = memberListHref(query, { q: undefined, role: undefined, managedBy: undefined });
  return (
    <Card>
      <Empty
        title="Nobody matches."
        action={
          <LinkButton href={everyone} prefetch={false}>
            Clear search and filters
          </LinkButton>
        }
      >
        {query.q
          ? `No name or address here contains “${query.q}”, among the people these filters leave.`
          : null}
      </Empty>
    </Card>
  );
}
