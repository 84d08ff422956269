import type { ReactNode } from 'react';
import { Brand } from '../shell/brand';
import { SkipLink } from '../shell/skip-link';
import { ThemeToggle } from '../shell/theme-toggle';
import { LinkButton } from '../ui/link-button';
import { ReferenceFold, ReferenceRail, type ReferenceNavProps } from './reference-nav';

export interface ReferenceShellProps extends ReferenceNavProps {
  /** Address of the page, to come back to from the sign-in. */
  path: `/docs/${string}`;
  /** The settings that the page is about. */
  settings: { label: string; href: string };
  signedIn: boolean;
  title: string;
  description: ReactNode;
  children: ReactNode;
}

const headerStyles =
  'sticky top-0 z-20 flex h-12 items-center justify-between gap-3 border-b border-line bg-surface px-4';

function Header({ path, settings, signedIn }: Pick<ReferenceShellProps, 'path' | 'settings' | 'signedIn'>) {
  return (
    <header
      data-screen-only
      className={headerStyles}
    >
      <Brand />
      <div className="flex items-center gap-2">
        <ThemeToggle />
        {signedIn ? (
          <LinkButton size="sm" href={settings.href}>
            {settings.label}
          </LinkButton>
        ) : (
          <LinkButton size="sm" href={`/sign-in?callbackUrl=${path}`}>
            Sign in
          </LinkButton>
        )}
      </div>
    </header>
  );
}

/** The frame of a page of documentation: anyone may read it, so it has contents in place of navigation. */
export function ReferenceShell({ contents, title, description, children, ...header }: ReferenceShellProps) {
  return (
    <>
      <SkipLink />
      <Header {...header} />
      <div className="desktop:grid desktop:grid-cols-[15rem_minmax(0,1fr)]">
        <ReferenceRail contents={contents} />
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 px-4 pt-4 pb-16 outline-none tablet:px-6 desktop:px-8 desktop:pt-6"
        >
          <div className="flex max-w-wide min-w-0 flex-col gap-6">
            <div>
              <h1 className="text-lg">{title}</h1>
              <div className="mt-1 max-w-prose text-base text-ink-2">{description}</div>
            </div>
            <ReferenceFold contents={contents} />
            {children}
          </div>
        </main>
      </div>
    </>
  );
}
