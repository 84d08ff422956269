'use client';

import { useState, useTransition } from 'react';
import type { SessionView } from '@/lib/sign-in/list-sessions';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Confirm } from '../ui/confirm';
import { Disclosure } from '../ui/disclosure';
import { Outcome, OutcomeArea, useOutcome } from '../ui/outcome';
import type { EndAllSessionsAction, EndSessionAction } from './person-actions';
import { SessionLine } from './session-line';

/** A session as the page hands it to the browser: times as ISO 8601. */
export type SentSession = Omit<SessionView, 'createdAt' | 'lastSeenAt' | 'endsAt'> &
  Record<'createdAt' | 'lastSeenAt' | 'endsAt', string> & {
    /** Whether the viewer looks at the page in it. */
    isCurrent: boolean;
  };

export interface SessionsCardProps {
  person: { id: string; displayName: string };
  sessions: readonly SentSession[];
  /** Whether the viewer may end them; else why not is said. */
  mayEnd: boolean;
  endSession: EndSessionAction;
  endAllSessions: EndAllSessionsAction;
}

/** Sessions that are shown at once. */
const SHOWN = 10;

/** Where a person is signed in, with the end of it at hand. */
export function SessionsCard(props: SessionsCardProps) {
  return (
    <OutcomeArea>
      <Sessions {...props} />
    </OutcomeArea>
  );
}

function Sessions({ person, sessions, mayEnd, endSession, endAllSessions }: SessionsCardProps) {
  const [asked, setAsked] = useState<{ session: SentSession | null; open: boolean }>({ session: null, open: false });
  const others = sessions.filter(({ isCurrent }) => !isCurrent);
  const isOwn = others.length < sessions.length;
  const lines = sessions.map((session, index) => (
    <SessionLine
      key={session.id}
      session={session}
      number={index + 1}
      onEnd={mayEnd && !session.isCurrent ? () => setAsked({ session, open: true }) : undefined}
    />
  ));
  return (
    <Card
      id="sessions"
      title="Sessions"
      actions={
        mayEnd && others.length > 0 ? (
          <Button size="sm" aria-haspopup="dialog" onClick={() => setAsked({ session: null, open: true })}>
            {isOwn ? 'End all other sessions…' : 'End all sessions…'}
          </Button>
        ) : undefined
      }
    >
      <div className="flex flex-col gap-3 text-sm">
        <Outcome />
        {lines.length > 0 ? (
          <ul className="-my-2 flex flex-col">{lines.slice(0, SHOWN)}</ul>
        ) : (
          <p className="text-ink-2">Signed in nowhere.</p>
        )}
        {lines.length > SHOWN ? (
          <Disclosure summary={`Show ${(lines.length - SHOWN).toLocaleString('en')} more`}>
            <ul className="flex flex-col">{lines.slice(SHOWN)}</ul>
          </Disclosure>
        ) : null}
        {mayEnd ? null : <p className="text-ink-2">Only owners can end the sessions of an owner.</p>}
      </div>
      <EndSessions
        open={asked.open}
        name={person.displayName}
        session={asked.session}
        count={others.length}
        isOwn={isOwn}
        end={() => (asked.session ? endSession(person.id, asked.session.id) : endAllSessions(person.id))}
        onClose={() => setAsked(({ session }) => ({ session, open: false }))}
      />
    </Card>
  );
}

interface EndSessionsProps {
  open: boolean;
  name: string;
  /** Null for all of them. */
  session: SentSession | null;
  count: number;
  isOwn: boolean;
  end: () => ReturnType<EndAllSessionsAction>;
  onClose: () => void;
}

/** Asks before somebody is signed out. */
function EndSessions({ open, name, session, count, isOwn, end, onClose }: EndSessionsProps) {
  const say = useOutcome();
  const [error, setError] = useState<string>();
  const [pending, startTransition] = useTransition();

  function confirm() {
    startTransition(async () => {
      const answer = await end();
      if (!answer.ok) return setError(answer.message);
      setError(undefined);
      onClose();
      const ended = answer.data === 1 ? '1 session ended' : `${answer.data.toLocaleString('en')} sessions ended`;
      say(answer.data === 0 ? { title: 'It had ended already' } : { title: ended });
    });
  }

  const all = isOwn ? 'End all other sessions' : 'End all sessions';
  return (
    <Confirm
      open={open}
      title={session ? `End the session in ${session.browser}` : all}
      confirmLabel={session ? 'End session' : all}
      pending={pending}
      error={error}
      onConfirm={confirm}
      onCancel={() => {
        setError(undefined);
        onClose();
      }}
    >
      <p>
        {isOwn ? 'You are' : <><bdi>{name}</bdi> is</>} signed out{' '}
        {session || count === 1 ? 'there' : `of ${count.toLocaleString('en')} sessions`}, at the next click.{' '}
        {isOwn ? 'You stay signed in here.' : 'They can sign in again; to keep them out, remove them.'}
      </p>
    </Confirm>
  );
}
