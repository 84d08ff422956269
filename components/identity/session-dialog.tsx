'use client';

import { useRef, useState, type FormEvent } from 'react';
import { minutesInWords } from '@/lib/shared/minutes-in-words';
import { LEAST_IDLE_MINUTES, LEAST_LIFETIME_MINUTES, MOST_LIFETIME_MINUTES } from '@/lib/tenants/session-limits';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { Dialog } from '../ui/dialog';
import { Notice } from '../ui/notice';
import { useFocusFirstInvalid } from '../ui/use-focus-first-invalid';
import { comparedSettings } from './compared-settings';
import { ConflictNotice } from './conflict-notice';
import { DurationField, minutesTyped, typedDuration } from './duration-field';
import type { SessionSettingsProps } from './session-settings';
import type { EditableSettings } from './setting-names';
import { useSave } from './use-save';

export interface SessionDialogProps extends Pick<SessionSettingsProps, 'settings' | 'save'> {
  open: boolean;
  onClose: () => void;
  onSaved: () => void;
}

const DEFAULT_IDLE = typedDuration(60);

const lifetimeHelp =
  `Counted from sign-in: ${minutesInWords(LEAST_LIFETIME_MINUTES)} to ${minutesInWords(MOST_LIFETIME_MINUTES)}.`;

const idleHelp =
  `Counted from the last click: at least ${minutesInWords(LEAST_IDLE_MINUTES)}. What an open page, such as Activity, ` +
  'fetches by itself does not count.';

/** The form of the session settings. Mounted anew each time it is opened, so that it begins with what is saved. */
export function SessionDialog({ open, settings, save, onClose, onSaved }: SessionDialogProps) {
  const saving = useSave<EditableSettings>();
  const form = useRef<HTMLFormElement>(null);
  const [lifetime, setLifetime] = useState(typedDuration(settings.sessionLifetimeMinutes));
  const [endsUnused, setEndsUnused] = useState(settings.sessionIdleMinutes !== null);
  const [idle, setIdle] = useState(
    settings.sessionIdleMinutes === null ? DEFAULT_IDLE : typedDuration(settings.sessionIdleMinutes),
  );
  const [errors, setErrors] = useState<Record<string, string>>({});
  useFocusFirstInvalid(form, errors);
  const wanted = {
    sessionLifetimeMinutes: minutesTyped(lifetime),
    sessionIdleMinutes: endsUnused ? minutesTyped(idle) : null,
  };

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
        <DurationField
          id="session-lifetime"
          label="Sessions end after"
          help={lifetimeHelp}
          error={errors.sessionLifetimeMinutes}
          value={lifetime}
          onChange={setLifetime}
        />
        <Checkbox
          name="endsUnused"
          label="End sessions sooner that nobody uses"
          checked={endsUnused}
          onChange={(event) => setEndsUnused(event.currentTarget.checked)}
        />
        {endsUnused ? (
          <DurationField
            id="session-idle"
            label="Unused sessions end after"
            help={idleHelp}
            error={errors.sessionIdleMinutes}
            value={idle}
            onChange={setIdle}
          />
        ) : null}
        <p className="text-sm text-ink-2">{consequence(settings, wanted)}</p>
        {saving.error ? <Notice tone="bad" title={saving.error} live="alert" /> : null}
      </form>
    </Dialog>
  );
}

type Times = Pick<EditableSettings, 'sessionLifetimeMinutes' | 'sessionIdleMinutes'>;

/** What saving does to the sessions there are. */
function consequence(saved: Times, wanted: Times): string {
  const [savedIdle, wantedIdle] = [saved, wanted].map(({ sessionIdleMinutes }) => sessionIdleMinutes ?? Infinity);
  const isShorter =
    wanted.sessionLifetimeMinutes < saved.sessionLifetimeMinutes || Number(wantedIdle) < Number(savedIdle);
  if (isShorter) {
    return 'Sessions that have lasted, or gone unused, for longer than this end at their next request; yours too.';
  }
  return 'Nobody is signed out by saving this. Sessions that have ended stay ended.';
}
