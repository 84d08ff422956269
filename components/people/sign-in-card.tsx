import type { MemberSignIn } from '@/lib/sso/find-member-sign-in';
import { Card } from '../ui/card';
import { CopyButton } from '../ui/copy-button';
import { Mono } from '../ui/mono';
import { Outcome, OutcomeArea } from '../ui/outcome';
import { Status } from '../ui/status';
import { TextLink } from '../ui/text-link';
import { Timestamp } from '../ui/timestamp';
import { ForgetIdentity } from './forget-identity';
import type { ForgetIdentityAction } from './person-actions';
import { shortSubject, waysIn } from './sign-in-words';

export interface SignInCardProps {
  person: { id: string; displayName: string };
  signIn: MemberSignIn;
  isOwner: boolean;
  /** Absent for whoever may not. */
  forget?: ForgetIdentityAction;
}

/** How a person gets in, and who they are to the identity provider. */
export function SignInCard({ person, signIn, isOwner, forget }: SignInCardProps) {
  const { identity, breakGlass } = signIn;
  return (
    <OutcomeArea>
      <Card
        id="sign-in"
        title="Sign-in"
        actions={identity && forget ? <ForgetIdentity person={person} forget={forget} /> : undefined}
      >
        <div className="flex flex-col gap-4 text-sm">
          <Outcome />
          <p>{waysIn(signIn)}</p>
          {isOwner && breakGlass ? <BreakGlass /> : null}
          {identity ? <Identity identity={identity} /> : null}
          {signIn.sso && signIn.domainVerified && !identity ? (
            <p className="text-ink-2">Not known to SSO yet: at their first sign-in they are found by their address.</p>
          ) : null}
        </div>
      </Card>
    </OutcomeArea>
  );
}

function BreakGlass() {
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Status tone="info">Break-glass owner</Status>
      <span className="text-ink-2">
        Gets in with an emailed code when the identity provider fails. Set under{' '}
        <TextLink href="/settings/identity/sso" prefetch={false}>
          SSO
        </TextLink>
        .
      </span>
    </p>
  );
}

function Identity({ identity }: { identity: NonNullable<MemberSignIn['identity']> }) {
  const { subject, createdAt, lastUsedAt } = identity;
  return (
    <dl className="grid grid-cols-[6rem_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1">
      <dt className="text-ink-3">Known as</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 wrap-anywhere">
        <span title={subject}>
          <Mono>{shortSubject(subject)}</Mono>
        </span>
        <CopyButton text={subject} label="subject" size="sm" />
      </dd>
      <dt className="text-ink-3">Since</dt>
      <dd>
        <Timestamp at={createdAt.toISOString()} format="absolute" />
      </dd>
      <dt className="text-ink-3">Last used</dt>
      <dd>
        <Timestamp at={lastUsedAt.toISOString()} format="absolute" />
      </dd>
    </dl>
  );
}
