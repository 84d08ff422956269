'use client';

import { useState } from 'react';
import { minutesInWords } from '@/lib/shared/minutes-in-words';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Notice } from '../ui/notice';
import type { SaveResult } from './save-result';
import { SessionDialog } from './session-dialog';
import type { EditableSettings } from './setting-names';

export type SaveSessionSettings = (input: {
  revision: number;
  sessionLifetimeMinutes: number;
  sessionIdleMinutes: number | null;
}) => Promise<SaveResult<EditableSettings>>;

export interface SessionSettingsProps {
  settings: EditableSettings & { revision: number };
  save: SaveSessionSettings;
  readOnly: boolean;
}

/** How long people stay signed in, however they did. */
export function SessionSettings({ settings, save, readOnly }: SessionSettingsProps) {
  const { sessionLifetimeMinutes: lifetime, sessionIdleMinutes: idle } = settings;
  const [dialog, setDialog] = useState({ open: false, round: 0 });
  const [isSaved, setSaved] = useState(false);
  const close = () => setDialog(({ round }) => ({ open: false, round }));
  return (
    <Card
      id="session-settings"
      title="Sessions"
      description="How long people stay signed in, through SSO or with an emailed code."
      actions={
        readOnly ? undefined : (
          <Button
            aria-haspopup="dialog"
            onClick={() => {
              setSaved(false);
              setDialog(({ round }) => ({ open: true, round: round + 1 }));
            }}
          >
            Change…
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-3 text-sm">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1">
          <dt className="text-ink-3">End after</dt>
          <dd>{minutesInWords(lifetime)}</dd>
          <dt className="text-ink-3">Unused, end after</dt>
          <dd>{idle === null ? 'no sooner' : minutesInWords(idle)}</dd>
        </dl>
        {isSaved ? <Notice tone="ok" title="Saved. It holds from each session’s next request." live="status" /> : null}
      </div>
      {dialog.round > 0 ? (
        <SessionDialog
          key={dialog.round}
          open={dialog.open}
          settings={settings}
          save={save}
          onClose={close}
          onSaved={() => {
            close();
            setSaved(true);
          }}
        />
      ) : null}
    </Card>
  );
}
