'use client';

import { useState } from 'react';
import { useRouter } from 'next/navigation';
import { CircleAlert, Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { RadioCards } from '@/components/ui/radio-cards';
import { SecretOnce } from '@/components/ui/secret-once';
import { useActionForm } from '@/components/ui/use-action-form';
import { conformanceModes } from '@/lib/credentials/conformance-modes';
import { credentialScopes } from '@/lib/credentials/credential-scopes';
import type { CredentialScope } from '@/lib/credentials/credential-scopes';
import { identityProviders } from '@/lib/credentials/identity-providers';
import type { IdentityProvider } from '@/lib/credentials/identity-providers';
import type {
  CreateCredentialAction,
  FindCredentialUseAction,
  NewCredential,
} from './credential-action-types';
import { credentialWords, type CredentialKind } from './credential-kind';
import { expiryMoment } from './expiry';
import { ExpiryFields } from './expiry-fields';
import { FirstCall } from './first-call';
import { pasteGuide } from './paste-guide';

export interface CreateCredentialProps {
  kind: CredentialKind;
  /** The identity provider that is chosen to begin with. */
  provider?: IdentityProvider;
  create: CreateCredentialAction;
  findUse: FindCredentialUseAction;
}

const dialogId = 'create-credential';
const buttonId = 'create-credential-button';

/** The scopes of a key, and what they bring with them. */
function Scopes({ error }: { error?: string }) {
  const everything = credentialScopes.map(({ value }) => value);
  const [chosen, setChosen] = useState<readonly CredentialScope[]>(everything);
  const choose = (scope: CredentialScope, checked: boolean) =>
    setChosen(checked ? [...chosen, scope] : chosen.filter((other) => other !== scope));
  return (
    <>
      <ScopeBoxes chosen={chosen} onChoose={choose} error={error} />
      {chosen.includes('scim') ? <ScimChoices /> : null}
    </>
  );
}

interface ScopeBoxesProps {
  chosen: readonly CredentialScope[];
  onChoose: (scope: CredentialScope, checked: boolean) => void;
  error?: string;
}

function ScopeBoxes({ chosen, onChoose, error }: ScopeBoxesProps) {
  return (
    <fieldset className="flex flex-col gap-2" aria-describedby={error ? 'scopes-error' : undefined}>
      <legend className="mb-1.5 text-sm font-medium">Scopes</legend>
      {credentialScopes.map(({ value, label, description }) => (
        <Checkbox
          key={value}
          name="scopes"
          value={value}
          label={label}
          help={description}
          checked={chosen.includes(value)}
          onChange={(event) => onChoose(value, event.currentTarget.checked)}
        />
      ))}
      {error ? (
        <p id="scopes-error" className="flex gap-1.5 text-sm text-bad">
          <CircleAlert className="mt-0.5" />
          <span>{error}</span>
        </p>
      ) : null}
    </fieldset>
  );
}

const modeOptions = conformanceModes.map(({ value, label, advice }) => ({
  value,
  label: value === 'COMPATIBLE' ? `${label} (recommended)` : label,
  help: advice,
}));

/** What is chosen for SCIM alone. Hardly anybody needs roles in another form than the usual one. */
function ScimChoices() {
  return (
    <>
      <RadioCards legend="Mode" name="mode" defaultValue="COMPATIBLE" columns={1} options={modeOptions} />
      <Checkbox
        name="rolesProfile"
        value="IETF"
        label="Roles as the IETF draft has them"
        help="For a client that follows draft-ietf-scim-roles-entitlements. Without it, as Okta reads them."
      />
    </>
  );
}

function chosenExpiry(data: FormData): string {
  return expiryMoment(String(data.get('expires')), String(data.get('expiresOn') ?? ''), new Date());
}

function CreateDialog({
  kind,
  provider,
  create,
  onCreated,
}: Omit<CreateCredentialProps, 'findUse'> & { onCreated: (made: NewCredential) => void }) {
  const words = credentialWords[kind];
  const { result, pending, formProps } = useActionForm(async (data) => {
    data.set('expiresAt', chosenExpiry(data));
    const answer = await create(data);
    if (!answer.ok) return answer;
    onCreated(answer.data);
    // The token goes to the dialog that shows it and is not kept here as well.
    return null;
  });
  const errors = result?.fieldErrors ?? {};
  return (
    <Dialog
      id={dialogId}
      title={`Create ${words.noun}`}
      description={`The ${words.secret} is shown once, on the next page of this dialog.`}
      footer={
        <>
          <Button closes={dialogId}>Cancel</Button>
          <Button type="submit" form="create-credential-form" variant="primary" pending={pending}>
            Create {words.noun}
          </Button>
        </>
      }
    >
      <form {...formProps} id="create-credential-form" className="flex flex-col gap-4" autoComplete="off">
        <Field id="credential-label" label={words.label} error={errors.label}>
          {(control) => <Input {...control} data-autofocus name="label" placeholder={words.example} />}
        </Field>
        {kind === 'scim' ? (
          <>
            <input type="hidden" name="scopes" value="scim" />
            <RadioCards legend="For" name="provider" defaultValue={provider} options={identityProviders} />
            <ScimChoices />
          </>
        ) : (
          <Scopes error={errors.scopes} />
        )}
        <ExpiryFields error={errors.expiresAt} />
        {result?.message ? <Notice tone="bad" title={result.message} live="alert" /> : null}
      </form>
    </Dialog>
  );
}

/** The button that creates a credential, its dialog, and the one that shows the token once. */
export function CreateCredential({ kind, provider = 'OKTA', create, findUse }: CreateCredentialProps) {
  const words = credentialWords[kind];
  // A new key is a new dialog: closed and empty.
  const [round, setRound] = useState(0);
  const [made, setMade] = useState<NewCredential | null>(null);
  const router = useRouter();

  function forget() {
    setMade(null);
    // The first call may have come while the dialog was open.
    router.refresh();
  }

  return (
    <>
      <Button id={buttonId} variant="primary" opens={dialogId}>
        <Plus />
        Create {words.noun}…
      </Button>
      <CreateDialog
        key={round}
        kind={kind}
        provider={provider}
        create={create}
        onCreated={(next) => {
          setRound(round + 1);
          setMade(next);
        }}
      />
      <SecretOnce secret={made?.token ?? null} noun={words.secret} returnFocusTo={buttonId} onDone={forget}>
        {made ? (
          <>
            <p>{pasteGuide(made.provider)}</p>
            <FirstCall credentialId={made.credentialId} provider={made.provider} findUse={findUse} />
          </>
        ) : null}
      </SecretOnce>
    </>
  );
}
