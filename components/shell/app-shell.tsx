import type { ReactNode } from 'react';
import { AccountMenu } from './account-menu';
import { Brand } from './brand';
import { NavList, type NavListProps } from './nav-list';
import { PhoneNav } from './phone-nav';
import { SkipLink } from './skip-link';
import { ThemeToggle } from './theme-toggle';
import type { Viewer } from './viewer';
import { ViewerLine } from './viewer-line';

export interface AppShellProps extends NavListProps {
  viewer: Viewer;
  tenant: { name: string };
  /** Names of people who may change settings; a viewer who may not is told whom to ask. */
  managers?: readonly string[];
  /** A server action that ends the session and redirects. */
  signOut: () => Promise<void>;
  children: ReactNode;
}

function Header({ viewer, tenant, current, attention, signOut }: AppShellProps) {
  return (
    <header
      data-screen-only
      className="sticky top-0 z-20 flex h-12 items-center gap-3 border-b border-line bg-surface px-4"
    >
      <PhoneNav tenantName={tenant.name} current={current} attention={attention} />
      <div className="flex gap-3 desktop:ps-1 max-tablet:hidden">
        <Brand />
        <span aria-hidden="true" className="text-line-strong">
          /
        </span>
      </div>
      <p className="min-w-0 flex-1 truncate text-sm max-tablet:font-semibold tablet:text-ink-2">
        {tenant.name}
      </p>
      <div className="ms-auto flex items-center gap-2">
        <ThemeToggle />
        <AccountMenu viewer={viewer} tenantName={tenant.name} signOut={signOut} />
      </div>
    </header>
  );
}

/** The frame of every settings page: skip link, header, navigation, content. */
export function AppShell(props: AppShellProps) {
  const { viewer, managers = [], current, attention, children } = props;
  return (
    <>
      <SkipLink />
      <Header {...props} />
      <div className="min-h-[calc(100dvh-3rem)] desktop:grid desktop:grid-cols-[14rem_minmax(0,1fr)]">
        <nav
          aria-label="Settings"
          data-screen-only
          className="hidden border-e border-line p-3 pt-5 desktop:block"
        >
          <div className="sticky top-17">
            <p className="mb-2 px-2.5 text-xs font-semibold text-ink-3">Settings</p>
            <NavList current={current} attention={attention} />
          </div>
        </nav>
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 px-4 pt-4 pb-12 outline-none tablet:px-6 desktop:px-8 desktop:pt-6"
        >
          {viewer.canManage ? null : <ViewerLine managers={managers} />}
          {children}
        </main>
      </div>
    </>
  );
}
