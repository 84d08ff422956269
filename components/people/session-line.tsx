import { Button } from '../ui/button';
import { Mono } from '../ui/mono';
import { Status } from '../ui/status';
import { Timestamp } from '../ui/timestamp';
import type { SentSession } from './sessions-card';
import { methodWords } from './sign-in-words';

export interface SessionLineProps {
  session: SentSession;
  /** From 1: tells buttons of like sessions apart. */
  number: number;
  /** Absent for whoever may not end it. */
  onEnd?: () => void;
}

/** One session: where, how and when it began, and until when it lasts. */
export function SessionLine({ session, number, onEnd }: SessionLineProps) {
  const { browser, method, clientAddress, createdAt, lastSeenAt, endsAt, isCurrent } = session;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 border-b border-line py-2.5 last:border-b-0">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{browser}</span>
          {isCurrent ? <Status tone="info">This session</Status> : null}
        </p>
        <p className="text-ink-2">
          Signed in {methodWords[method]} <Timestamp at={createdAt} />
          {clientAddress === null ? null : (
            <>
              {' '}
              from <Mono>{clientAddress}</Mono>
            </>
          )}
        </p>
        <p className="text-ink-2">
          Last seen <Timestamp at={lastSeenAt} /> · ends by <Timestamp at={endsAt} format="absolute" />
        </p>
      </div>
      {onEnd ? (
        <Button size="sm" aria-haspopup="dialog" aria-label={`End session ${number}: ${browser}`} onClick={onEnd}>
          End…
        </Button>
      ) : null}
    </li>
  );
}
