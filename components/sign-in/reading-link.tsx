import { FocusedPage } from '@/components/shell/focused-page';
import { NeedsScript } from '@/components/shell/needs-script';
import { Spinner } from '@/components/ui/spinner';

export interface ReadingLinkProps {
  title: string;
  /** What to do where scripts are off: without them the secret behind "#" cannot be read. */
  children: string;
}

/** While the secret of a one-time link is looked up. */
export function ReadingLink({ title, children }: ReadingLinkProps) {
  return (
    <FocusedPage title={title}>
      <NeedsScript>{children}</NeedsScript>
      <div className="noscript:hidden">
        <Spinner />
      </div>
    </FocusedPage>
  );
}
