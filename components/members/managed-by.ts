import { providerName } from '@/lib/activity/provider-name';
import type { MemberRow } from '@/lib/members/member-rows';
import type { NamedProvider } from './sole-provider';

export const managedByNames = { SCIM: 'SCIM', SSO: 'SSO', PORTAL: 'Portal' } as const satisfies Record<
  MemberRow['managedBy'],
  string
>;

/** "SCIM · Okta", "SSO", "Portal". */
export function managedBy(member: Pick<MemberRow, 'managedBy'>, provider: NamedProvider | null): string {
  const name = managedByNames[member.managedBy];
  return member.managedBy === 'SCIM' && provider ? `${name} · ${providerName(provider)}` : name;
}
