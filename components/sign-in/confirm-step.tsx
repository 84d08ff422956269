'use client';

import { FocusedPage } from '@/components/shell/focused-page';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';

export interface ConfirmStepProps {
  tenantName: string;
  email: string;
  onConfirm: () => void;
}

/**
 * Asks whoever an identity provider has sent unasked. Without the question a link could sign somebody in to the
 * account of whoever made the link, who would then see what they enter.
 */
export function ConfirmStep({ tenantName, email, onConfirm }: ConfirmStepProps) {
  return (
    <FocusedPage
      title={`Sign in to ${tenantName} as ${email}?`}
      description={
        'Your identity provider sent you here. If this is not your address, or you did not come from there, ' +
        'press Not me.'
      }
    >
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={onConfirm}>
          Sign in
        </Button>
        <LinkButton href="/sign-in" prefetch={false}>
          Not me
        </LinkButton>
      </div>
    </FocusedPage>
  );
}
