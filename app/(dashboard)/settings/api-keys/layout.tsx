import { SettingsShell } from '../settings-shell';

export default function ApiKeysLayout({ children }: LayoutProps<'/settings/api-keys'>) {
  return <SettingsShell current="api-keys">{children}</SettingsShell>;
}
