import { SettingsShell } from '../settings-shell';

export default function MembersLayout({ children }: LayoutProps<'/settings/members'>) {
  return <SettingsShell current="members">{children}</SettingsShell>;
}
