import type { MemberRow } from '@/lib/members/member-rows';

export const managedByNames = { SCIM: 'SCIM', SSO: 'SSO', PORTAL: 'Portal' } as const satisfies Record<
  MemberRow['managedBy'],
  string
>;

/** "SCIM · Okta", "SSO", "Portal". */
export function managedBy(member: Pick<MemberRow, 'managedBy'>, provider: string | null): string {
  const name = managedByNames[member.managedBy];
  return member.managedBy === 'SCIM' && provider ? `${name} · ${provider}` : name;
}
