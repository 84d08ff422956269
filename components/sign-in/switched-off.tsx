import { FocusedPage } from '@/components/shell/focused-page';
import { LinkButton } from '@/components/ui/link-button';
import { Mono } from '@/components/ui/mono';
import { Timestamp } from '@/components/ui/timestamp';
import type { MemberRow } from '@/lib/members/member-rows';

export interface SwitchedOffProps {
  email: string;
  tenantName: string;
  managedBy: MemberRow['managedBy'];
  at: Date;
}

/**
 * For someone whose session has ended because their account has. Whom to ask depends on who switched it off.
 */
export function SwitchedOff({ email, tenantName, managedBy, at }: SwitchedOffProps) {
  const byProvider = managedBy === 'SCIM';
  return (
    <FocusedPage
      title="Your account is switched off"
      description={
        <>
          {byProvider
            ? `The identity provider of ${tenantName} deactivated it: `
            : `${tenantName} removed it: `}
          <Timestamp at={at.toISOString()} format="absolute" />. Ask{' '}
          {byProvider ? 'your IT team' : 'whoever manages members there'}, and tell them <Mono>{email}</Mono>.
        </>
      }
    >
      <div>
        <LinkButton href="/sign-in?as=another">Use another address</LinkButton>
      </div>
    </FocusedPage>
  );
}
