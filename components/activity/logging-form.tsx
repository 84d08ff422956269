'use client';

import { createContext, useContext, type ReactNode } from 'react';
import { comparedSettings } from '../identity/compared-settings';
import { ConflictNotice } from '../identity/conflict-notice';
import type { SaveResult } from '../identity/save-result';
import type { EditableSettings } from '../identity/setting-names';
import { useSave } from '../identity/use-save';
import { Notice } from '../ui/notice';
import { SaveBar } from '../ui/save-bar';
import { Status } from '../ui/status';
import { Switch } from '../ui/switch';
import { useSavedForm } from '../ui/use-saved-form';

interface LoggingSwitchState {
  saved: boolean;
  checked: boolean;
  canManage: boolean;
  setChecked: (checked: boolean) => void;
}

const SwitchContext = createContext<LoggingSwitchState | null>(null);

export interface LoggingFormProps {
  settings: EditableSettings & { revision: number };
  canManage: boolean;
  save: (input: { revision: number; logSuccessfulReads: boolean }) => Promise<SaveResult<EditableSettings>>;
  /** The page, with a `<LoggingSwitch>` in it; the save bar comes after it. */
  children: ReactNode;
}

const onOff = (value: boolean) => (value ? 'on' : 'off');

/** Whether successful requests are logged too: the state that the switch shows and the bar saves. */
export function LoggingForm({ settings, canManage, save, children }: LoggingFormProps) {
  const { logSuccessfulReads: saved, revision } = settings;
  const form = useSavedForm({ logSuccessfulReads: saved });
  const saving = useSave<EditableSettings>();
  const { logSuccessfulReads } = form.values;
  return (
    <SwitchContext
      value={{
        saved,
        checked: logSuccessfulReads,
        canManage,
        setChecked: (checked) => {
          saving.touch();
          form.setValue('logSuccessfulReads', checked);
        },
      }}
    >
      {saving.saved ? (
        <Notice tone="ok" title={`Saved. Logging of successful events is ${onOff(saved)}.`} />
      ) : null}
      {saving.conflict ? (
        <ConflictNotice
          theirs={saving.conflict.theirs}
          what="these settings"
          rows={comparedSettings(saving.conflict, { logSuccessfulReads })}
        />
      ) : null}
      {children}
      <SaveBar
        key={saving.conflict?.theirs.updatedAt}
        changes={form.changed.map(() => ({
          label: 'Log successful events',
          before: onOff(saved),
          after: onOff(logSuccessfulReads),
        }))}
        consequences={logSuccessfulReads ? turningOn : turningOff}
        pending={saving.pending}
        error={saving.error}
        onSave={() => saving.save(settings, () => save({ revision, logSuccessfulReads }))}
        onDiscard={form.discard}
        onUndoDiscard={form.undoDiscard}
      />
    </SwitchContext>
  );
}

const turningOn = (
  <p>
    From now on every call of your identity provider is stored: reads too, and for each call what was sent and
    answered, without passwords, tokens and photos. Busy directories fill the log quickly, so turn it off when
    you have seen enough.
  </p>
);

const turningOff = (
  <p>
    Reads are no longer stored, nor what was sent and answered when a call succeeds. Changes and failures
    still are, and what is stored already stays.
  </p>
);

/** The switch of the `<LoggingForm>` around it. */
export function LoggingSwitch() {
  const state = useContext(SwitchContext);
  if (!state) return null;
  const { saved, checked, canManage, setChecked } = state;
  if (!canManage) {
    return (
      <p className="flex items-center gap-2 text-sm">
        Log successful events (debug) <Status tone={saved ? 'info' : 'off'}>{saved ? 'On' : 'Off'}</Status>
      </p>
    );
  }
  return (
    <Switch
      id="log-successful-events"
      name="logSuccessfulReads"
      label="Log successful events (debug)"
      checked={checked}
      onChange={(event) => setChecked(event.currentTarget.checked)}
    />
  );
}
