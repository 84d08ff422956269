import { TabsNav } from '../ui/tabs-nav';

const tabs = [
  { href: '/settings/identity/setup', label: 'Set-up' },
  { href: '/settings/identity/sso', label: 'SSO' },
  { href: '/settings/identity/scim', label: 'SCIM' },
  { href: '/settings/identity/role-mapping', label: 'Role mapping' },
  { href: '/settings/identity/activity', label: 'Activity' },
] as const;

export interface IdentityTabsProps {
  current: 'setup' | 'sso' | 'scim' | 'role-mapping' | 'activity';
}

/** The pages of Settings → Identity. */
export function IdentityTabs({ current }: IdentityTabsProps) {
  return <TabsNav label="Identity" tabs={tabs} current={`/settings/identity/${current}`} />;
}
