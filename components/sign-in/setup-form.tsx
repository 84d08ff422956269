'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ErrorSummary } from '@/components/ui/error-summary';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Mono } from '@/components/ui/mono';
import { Notice } from '@/components/ui/notice';
import { useActionForm } from '@/components/ui/use-action-form';
import type { ActionResult } from '@/lib/shared/action-result';
import { suggestTenantId, tenantIdSchema } from '@/lib/tenants/tenant-id';

/** The new organisation, and a ticket that signs its owner in once. */
export interface CreatedOrganisation {
  tenantId: string;
  memberId: string;
  ticket: string;
}

export type CreateOrganisation = (data: FormData) => Promise<ActionResult<CreatedOrganisation>>;

export interface SetupFormProps {
  token: string;
  /** Where Rollcall is reached, without a trailing slash. */
  origin: string;
  createOrganisation: CreateOrganisation;
  onCreated: (created: CreatedOrganisation) => void | Promise<void>;
  /** The link itself was refused, so nothing in the form can help. */
  onLinkRefused: (reason: string) => void;
}

/** The id as it will be: made from the organisation's name until someone types one. */
function useTenantId() {
  const [organisation, setOrganisation] = useState('');
  const [typed, setTyped] = useState<string | null>(null);
  const tenantId = typed ?? (organisation.trim() ? suggestTenantId(organisation) : '');
  const checked = tenantIdSchema.safeParse(tenantId);
  const fault = typed !== null && !checked.success ? checked.error.issues[0]?.message : undefined;
  return { tenantId, fault, setOrganisation, setTyped };
}

interface TenantIdFieldProps {
  origin: string;
  tenantId: string;
  error: string | undefined;
  onType: (tenantId: string) => void;
}

function TenantIdField({ origin, tenantId, error, onType }: TenantIdFieldProps) {
  return (
    <Field
      id="tenantId"
      label="Id in addresses"
      error={error}
      help={
        <>
          <Mono>{`${origin}/scim/v2/${tenantId || 'acme'}`}</Mono>
          <span className="mt-1 block">
            It cannot be changed later. Only a–z, 0–9 and -, because Okta refuses _ in addresses.
          </span>
        </>
      }
    >
      {(control) => (
        <Input
          {...control}
          mono
          name="tenantId"
          value={tenantId}
          onChange={(event) => onType(event.target.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      )}
    </Field>
  );
}

function OwnerFields({ errors }: { errors: Record<string, string> }) {
  return (
    <>
      <Field id="ownerName" label="Your name" error={errors.ownerName}>
        {(control) => <Input {...control} name="ownerName" autoComplete="name" placeholder="Ana Ruiz" />}
      </Field>
      <Field
        id="ownerEmail"
        label="Your email"
        error={errors.ownerEmail}
        help="You sign in with it from now on, by a code we send there."
      >
        {(control) => (
          <Input
            {...control}
            name="ownerEmail"
            type="email"
            autoComplete="email"
            placeholder="ana@acme.com"
            spellCheck={false}
          />
        )}
      </Field>
    </>
  );
}

const linkRefusals = ['used', 'expired', 'unknown', 'already-set-up'];

/** The organisation and its first owner. */
export function SetupForm({ token, origin, createOrganisation, onCreated, onLinkRefused }: SetupFormProps) {
  const { tenantId, fault, setOrganisation, setTyped } = useTenantId();
  const { result, pending, formProps } = useActionForm(async (data) => {
    data.set('token', token);
    const answer = await createOrganisation(data);
    if (answer.ok) await onCreated(answer.data);
    else if (answer.reason && linkRefusals.includes(answer.reason)) onLinkRefused(answer.reason);
    return answer;
  });
  const failure = result?.ok === false ? result : null;
  const errors = failure?.fieldErrors ?? {};
  return (
    <form {...formProps} className="flex flex-col gap-4">
      <ErrorSummary errors={Object.entries(errors).map(([fieldId, message]) => ({ fieldId, message }))} />
      <Field id="organisation" label="Organisation" error={errors.organisation}>
        {(control) => (
          <Input
            {...control}
            name="organisation"
            autoComplete="organization"
            placeholder="Acme Ltd"
            onChange={(event) => setOrganisation(event.target.value)}
          />
        )}
      </Field>
      <TenantIdField
        origin={origin}
        tenantId={tenantId}
        error={fault ?? errors.tenantId}
        onType={(typed) => setTyped(typed || null)}
      />
      <OwnerFields errors={errors} />
      {failure?.message ? <Notice tone="bad" title={failure.message} live="alert" /> : null}
      <Button type="submit" variant="primary" pending={pending} className="h-9 w-full">
        Create organisation
      </Button>
    </form>
  );
}
