import type { ReactNode } from 'react';
import { TriangleAlert } from 'lucide-react';
import { Button } from '../ui/button';
import { Timestamp } from '../ui/timestamp';

/** What is known of the group that a rule names. */
export interface GroupKnown {
  state: 'found' | 'renamed' | 'not-pushed' | 'deleted' | 'value';
  /** What the group is called now. */
  currentName: string | null;
  /** When it was deleted; ISO 8601. */
  goneAt?: string | null;
  /** A pushed group whose name differs in case or spelling only. */
  nearMiss: { id: string; name: string } | null;
}

export interface GroupNoteProps {
  known: GroupKnown;
  /** The number of the rule, to tell its buttons from those of others. */
  number: number;
  /** Puts another name into the field; absent for those who only look. */
  onUse?: (name: string, groupId: string | null) => void;
}

function Warning({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex min-w-0 gap-1.5">
      <TriangleAlert className="mt-0.5 text-warn" />
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </span>
  );
}

/** Whether the group of a rule is there, and what to do when it is not; null when there is nothing to say. */
export function groupNote(props: GroupNoteProps): ReactNode {
  const { known, onUse } = props;
  const { state, currentName, nearMiss } = known;
  if (state === 'renamed' && currentName !== null) {
    return (
      <Line
        text={
          <>
            Now called <strong className="font-medium text-ink">{currentName}</strong>. The rule follows it.
          </>
        }
        button={onUse && { name: currentName, label: 'Use the new name', press: () => onUse(currentName, null) }}
        {...props}
      />
    );
  }
  if (state !== 'not-pushed' && state !== 'deleted') return null;
  const missing = state === 'deleted' ? <Deleted {...known} /> : 'Not pushed yet. Matches once a group of exactly this name arrives.';
  if (!nearMiss) return <Warning>{missing}</Warning>;
  return (
    <Line
      text={
        <Warning>
          {state === 'deleted' ? missing : 'No group has exactly this name.'} Did you mean{' '}
          <strong className="font-medium text-ink">{nearMiss.name}</strong>?
        </Warning>
      }
      button={
        onUse && {
          name: nearMiss.name,
          label: `Use ${nearMiss.name}`,
          press: () => onUse(nearMiss.name, nearMiss.id),
        }
      }
      {...props}
    />
  );
}

function Deleted({ goneAt }: GroupKnown) {
  return (
    <>
      Deleted by the identity provider
      {goneAt ? (
        <>
          {' '}
          <Timestamp at={goneAt} />
        </>
      ) : null}
      . Matches again once a group of this name arrives.
    </>
  );
}

interface LineProps extends GroupNoteProps {
  text: ReactNode;
  button: { name: string; label: string; press: () => void } | undefined;
}

function Line({ text, button, number }: LineProps) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="min-w-0 wrap-anywhere">{text}</span>
      {button ? (
        <Button
          size="sm"
          className="h-auto! max-w-full py-0.5 whitespace-normal! wrap-anywhere"
          aria-label={`${button.label}, rule ${number}`}
          onClick={button.press}
        >
          {button.label}
        </Button>
      ) : null}
    </span>
  );
}
