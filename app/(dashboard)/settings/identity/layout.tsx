import type { ReactNode } from 'react';
import { SettingsShell } from '../settings-shell';

export default function IdentityLayout({ children }: { children: ReactNode }) {
  return <SettingsShell current="identity">{children}</SettingsShell>;
}
