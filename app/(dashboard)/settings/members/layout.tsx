import type { ReactNode } from 'react';
import { SettingsShell } from '../settings-shell';

export default function MembersLayout({ children }: { children: ReactNode }) {
  return <SettingsShell current="members">{children}</SettingsShell>;
}
