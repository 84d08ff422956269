import type { ReactNode } from 'react';
import { FocusedPage } from '@/components/shell/focused-page';
import { LinkButton } from '@/components/ui/link-button';
import { Mono } from '@/components/ui/mono';
import { Timestamp } from '@/components/ui/timestamp';

/** What the person is told of a code. */
export interface RefusalText {
  code: string;
  title: string;
  /** What it means, and whom to ask for what. */
  text: string;
}

export interface RefusalProps extends RefusalText {
  organisation?: string;
  email?: string | null;
  /** ISO 8601. */
  at?: string;
  /** The event that admins find in Activity. */
  eventId?: string | null;
  /** The sign-in page. */
  startAgain: string;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-x-4 py-1.5 tablet:flex-row">
      <dt className="shrink-0 text-ink-2 tablet:w-28">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}

/** Why somebody was not signed in, and everything that whoever can help will ask for. */
export function Refusal({ title, text, code, organisation, email, at, eventId, startAgain }: RefusalProps) {
  return (
    <FocusedPage title={title} description={text}>
      <dl className="border-y border-line py-1.5 text-sm">
        {organisation ? <Fact name="Organisation">{organisation}</Fact> : null}
        {email ? <Fact name="Your address">{email}</Fact> : null}
        <Fact name="Code">
          <Mono>{code}</Mono>
        </Fact>
        {at ? (
          <Fact name="Time">
            <Timestamp at={at} format="absolute" precision="second" />
          </Fact>
        ) : null}
        {eventId ? (
          <Fact name="Event">
            <Mono>{eventId}</Mono>
          </Fact>
        ) : null}
      </dl>
      <div>
        <LinkButton href={startAgain} prefetch={false}>
          Start again
        </LinkButton>
      </div>
    </FocusedPage>
  );
}
