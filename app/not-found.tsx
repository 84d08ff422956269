import type { Metadata } from 'next';
import { FocusedPage } from '@/components/shell/focused-page';
import { LinkButton } from '@/components/ui/link-button';

export const metadata: Metadata = { title: 'Page not found' };

/** Also what people see of things that belong to another tenant: it does not say which of the two it is. */
export default function NotFound() {
  return (
    <FocusedPage
      title="Page not found"
      description="There is nothing at this address, or nothing you may see. Check the link you followed."
    >
      <div>
        <LinkButton href="/settings" variant="primary">
          Go to settings
        </LinkButton>
      </div>
    </FocusedPage>
  );
}
