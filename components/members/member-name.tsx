import type { MemberRow } from '@/lib/members/member-rows';

/** The cell that names a person. The writing direction is the name's own. */
export function MemberName({ member }: { member: Pick<MemberRow, 'displayName' | 'email'> }) {
  return (
    <span className="block">
      <bdi className="block font-medium">{member.displayName}</bdi>
      <span className="block text-ink-2">{member.email}</span>
    </span>
  );
}
