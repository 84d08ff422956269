import { SettingsShell } from '../settings-shell';

export default function IdentityLayout({ children }: LayoutProps<'/settings/identity'>) {
  return <SettingsShell current="identity">{children}</SettingsShell>;
}
