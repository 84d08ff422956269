'use client';

import { useState, type ReactNode } from 'react';
import { providerName } from '@/lib/activity/provider-name';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { Notice } from '../ui/notice';
import { SaveBar } from '../ui/save-bar';
import { Switch } from '../ui/switch';
import { useSavedForm } from '../ui/use-saved-form';
import { comparedSettings } from './compared-settings';
import { ConflictNotice } from './conflict-notice';
import type { SaveResult } from './save-result';
import { ScimConsequences, type ScimCounts } from './scim-consequences';
import { ScimStatus } from './scim-status';
import type { EditableSettings } from './setting-names';
import { useSave } from './use-save';

export interface ScimFormProps {
  settings: EditableSettings & { revision: number };
  counts: ScimCounts;
  provider: string | null;
  /** ISO 8601. */
  lastCallAt: string | null;
  /** False when roles are given by hand. */
  providerDecidesRoles: boolean;
  canManage: boolean;
  save: (
    input: { revision: number; scimEnabled: boolean; confirmation?: string },
  ) => Promise<SaveResult<EditableSettings>>;
  /** The cards below the switch; the save bar comes after them. */
  children: ReactNode;
}

const onOff = (value: boolean) => (value ? 'on' : 'off');

const decidesMembers = 'who is a member';
const decidesBoth = 'who is a member and which role they have';

/** The switch that the SCIM page is about, and the bar that saves it. */
export function ScimForm(props: ScimFormProps) {
  const { settings, counts, provider, lastCallAt, providerDecidesRoles, canManage, save, children } = props;
  const { scimEnabled: saved, revision } = settings;
  const form = useSavedForm({ scimEnabled: saved });
  const saving = useSave<EditableSettings>();
  /** Why something has to be typed; undefined while nothing has. */
  const [unconfirmed, setUnconfirmed] = useState<string>();
  const [typed, setTyped] = useState('');
  const { scimEnabled } = form.values;

  const joining = counts.ssoEnabled ? ', or join at their first sign-in through SSO' : '';
  const help = scimEnabled
    ? `${providerName(provider, 'start')} decides ${providerDecidesRoles ? decidesBoth : decidesMembers}.`
    : `People are invited and removed here${joining}. Calls to the endpoint are answered 503.`;
  return (
    <>
      <Card>
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
          {canManage ? (
            <Switch
              id="scim-enabled"
              name="scimEnabled"
              size="lg"
              label="Enable SCIM provisioning"
              help={help}
              checked={scimEnabled}
              onChange={(event) => {
                saving.touch();
                form.setValue('scimEnabled', event.currentTarget.checked);
              }}
            />
          ) : (
            <div>
              <h2 className="text-md">SCIM provisioning</h2>
              <p className="text-sm text-ink-2">{help}</p>
            </div>
          )}
          <ScimStatus enabled={saved} lastCallAt={lastCallAt} />
        </div>
        <div className="flex flex-col gap-3 not-empty:mt-4">
          {saving.saved ? <Notice tone="ok" title={`Saved. SCIM is ${onOff(saved)}.`} /> : null}
          {saving.conflict ? (
            <ConflictNotice
              theirs={saving.conflict.theirs}
              what="these settings"
              rows={comparedSettings(saving.conflict, { scimEnabled })}
            />
          ) : null}
          {saved && counts.usableScimCredentials === 0 ? <NoCredential canManage={canManage} /> : null}
        </div>
      </Card>
      {children}
      <SaveBar
        key={saving.conflict?.theirs.updatedAt}
        changes={form.changed.map(() => ({ label: 'SCIM', before: onOff(saved), after: onOff(scimEnabled) }))}
        consequences={
          <div className="flex flex-col gap-4">
            <ScimConsequences
              turningOn={scimEnabled}
              counts={counts}
              provider={provider}
              providerDecidesRoles={providerDecidesRoles}
            />
            {scimEnabled && unconfirmed ? (
              <Confirmation error={unconfirmed} typed={typed} onType={setTyped} />
            ) : null}
          </div>
        }
        pending={saving.pending}
        error={saving.error}
        onSave={() =>
          saving.save(
            settings,
            () => save({ revision, scimEnabled, ...(unconfirmed && { confirmation: typed }) }),
            (answer) => setUnconfirmed('fieldErrors' in answer ? answer.fieldErrors?.confirmation : undefined),
          )
        }
        onDiscard={form.discard}
        onUndoDiscard={form.undoDiscard}
      />
    </>
  );
}

const focus = (input: HTMLInputElement | null) => input?.focus();

/** Asked for when the mapping makes people admins or owners, or takes access from many. */
function Confirmation({ error, typed, onType }: { error: string; typed: string; onType: (text: string) => void }) {
  return (
    <Field id="scim-confirmation" label="Confirmation" error={error}>
      {(control) => (
        <Input
          {...control}
          ref={focus}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => onType(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function NoCredential({ canManage }: { canManage: boolean }) {
  return (
    <Notice
      tone="bad"
      title="SCIM is on, but no credential is valid"
      actions={
        canManage ? (
          <Button size="sm" opens="create-credential">
            Create credential…
          </Button>
        ) : undefined
      }
    >
      Every call is refused. Create a credential and paste its token into your identity provider.
    </Notice>
  );
}
