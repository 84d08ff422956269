import type { ReactNode } from 'react';
import { SettingsShell } from '../settings-shell';

export default function ApiKeysLayout({ children }: { children: ReactNode }) {
  return <SettingsShell current="api-keys">{children}</SettingsShell>;
}
