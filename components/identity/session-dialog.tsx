'use client';

import { useRef, useState, type FormEvent } from 'react';
import { minutesInWords } from '@/lib/shared/minutes-in-words';
import { LEAST_IDLE_MINUTES, LEAST_SESSION_MINUTES, MOST_SESSION_MINUTES } from '@/lib/tenants/session-limits';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { Dialog } from '../ui/dialog';
import { Notice } from '../ui/notice';
import { useFocusFirstInvalid } from '../ui/use-focus-first-invalid';
import { comparedSettings } from './compared-settings';
import { ConflictNotice } from './conflict-notice';
import { DurationField, minutesTyped, typedDuration, type TypedDuration } from './duration-field';
import type { SessionSettingsProps } from './session-settings';
import type { EditableSettings } from './setting-names';
import { useSave } from './use-save';

export interface SessionDialogProps extends Pick<SessionSettingsProps, 'settings' | 'save'> {
  open: boolean;
  onClose: () => void;
  onSaved: () => void;
}

interface SessionFields {
  lifetime: TypedDuration;
  endsUnused: boolean;
  idle: TypedDuration;
}

/** Only edits are held: what was not edited follows what another admin saved meanwhile. */
type SessionEdits = Partial<SessionFields>;

type SessionTimes = Pick<EditableSettings, 'sessionLifetimeMinutes' | 'sessionIdleMinutes'>;

const OFFERED_IDLE_MINUTES = 60;

function fieldsOf({ sessionLifetimeMinutes: lifetime, sessionIdleMinutes: idle }: SessionTimes): SessionFields {
  const offered = Math.min(OFFERED_IDLE_MINUTES, lifetime);
  return { lifetime: typedDuration(lifetime), endsUnused: idle !== null, idle: typedDuration(idle ?? offered) };
}

const lifetimeHelp =
  `Counted from sign-in: ${minutesInWords(LEAST_SESSION_MINUTES)} to ${minutesInWords(MOST_SESSION_MINUTES)}.`;

const idleHelp =
  `Counted from the last click: at least ${minutesInWords(LEAST_IDLE_MINUTES)}. What an open page, such as Activity, ` +
  'fetches by itself does not count.';

/** The form of the session settings. Mounted anew each time it is opened, so that it begins with what is saved. */
export function SessionDialog({ open, settings, save, onClose, onSaved }: SessionDialogProps) {
  const saving = useSave<EditableSettings>();
  const form = useRef<HTMLFormElement>(null);
  const [edits, setEdits] = useState<SessionEdits>({});
  const fields = { ...fieldsOf(settings), ...edits };
  const [errors, setErrors] = useState<Record<string, string>>({});
  useFocusFirstInvalid(form, errors);
  const wanted = {
    sessionLifetimeMinutes: minutesTyped(fields.lifetime),
    sessionIdleMinutes: fields.endsUnused ? minutesTyped(fields.idle) : null,
  };
  const edit = (change: SessionEdits) => setEdits((edited) => ({ ...edited, ...change }));

  function submit(event: FormEvent) {
    event.preventDefault();
    const { revision } = settings;
    saving.save(
      settings,
      () => save({ revision, ...wanted }),
      (answer) => {
        setErrors('fieldErrors' in answer ? (answer.fieldErrors ?? {}) : {});
        if (answer.ok) onSaved();
      },
    );
  }

  return (
    <Dialog
      open={open}
      title="Change sessions"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="session-form" variant="primary" pending={saving.pending}>
            Save sessions
          </Button>
        </>
      }
    >
      <form ref={form} id="session-form" noValidate onSubmit={submit} className="flex flex-col gap-4">
        {saving.conflict ? (
          <ConflictNotice
            theirs={saving.conflict.theirs}
            what="these settings"
            rows={comparedSettings(saving.conflict, wanted)}
          />
        ) : null}
        <Times fields={fields} errors={errors} onEdit={edit} />
        <p className="text-sm text-ink-2">{consequence(settings, wanted)}</p>
        {saving.error ? <Notice tone="bad" title={saving.error} live="alert" /> : null}
      </form>
    </Dialog>
  );
}

interface TimesProps {
  fields: SessionFields;
  errors: Readonly<Record<string, string>>;
  onEdit: (change: SessionEdits) => void;
}

function Times({ fields: { lifetime, endsUnused, idle }, errors, onEdit }: TimesProps) {
  return (
    <>
      <DurationField
        id="session-lifetime"
        label="Sessions end after"
        help={lifetimeHelp}
        error={errors.sessionLifetimeMinutes}
        value={lifetime}
        onChange={(typed) => onEdit({ lifetime: typed })}
      />
      <Checkbox
        name="endsUnused"
        label="End sessions sooner that nobody uses"
        checked={endsUnused}
        onChange={(event) => onEdit({ endsUnused: event.currentTarget.checked })}
      />
      {endsUnused ? (
        <DurationField
          id="session-idle"
          label="Unused sessions end after"
          help={idleHelp}
          error={errors.sessionIdleMinutes}
          value={idle}
          onChange={(typed) => onEdit({ idle: typed })}
        />
      ) : null}
    </>
  );
}

/** What saving does to the sessions there are. */
function consequence(saved: SessionTimes, wanted: SessionTimes): string {
  const [savedIdle, wantedIdle] = [saved, wanted].map(({ sessionIdleMinutes }) => sessionIdleMinutes ?? Infinity);
  const isShorter =
    wanted.sessionLifetimeMinutes < saved.sessionLifetimeMinutes || Number(wantedIdle) < Number(savedIdle);
  if (isShorter) {
    return 'Sessions that have lasted, or gone unused, for longer than this end at their next request; yours too.';
  }
  return 'Nobody is signed out by saving this. Sessions that have ended stay ended.';
}
