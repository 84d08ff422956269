import type { ReactNode } from 'react';
import { Brand } from './brand';

export interface FocusedPageProps {
  title: string;
  description?: ReactNode;
  children?: ReactNode;
}

/**
 * A page with one task and no navigation: signing in, the first set-up, a refusal. Its h1 can take the focus.
 */
export function FocusedPage({ title, description, children }: FocusedPageProps) {
  return (
    <main
      id="main"
      className="mx-auto flex min-h-dvh w-full max-w-sign-in flex-col gap-8 px-4 py-12 tablet:pt-[16vh]"
    >
      <Brand />
      <div className="flex flex-col gap-6">
        <div>
          <h1 id="title" tabIndex={-1} className="rounded-badge text-xl">
            {title}
          </h1>
          {description ? <div className="mt-2 text-base text-ink-2">{description}</div> : null}
        </div>
        {children}
      </div>
    </main>
  );
}
