import { ChevronLeft } from 'lucide-react';
import { LinkButton } from '../ui/link-button';

/** The way back, to the same place in the list. */
export function BackToMembers({ href }: { href: string }) {
  return (
    <div>
      <LinkButton href={href} variant="quiet" size="sm" className="-ms-2" prefetch={false}>
        <ChevronLeft />
        Members
      </LinkButton>
    </div>
  );
}
