'use client';

import { useState } from 'react';
import { UserPlus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorSummary } from '@/components/ui/error-summary';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { useOutcome, type OutcomeMessage } from '@/components/ui/outcome';
import { Select } from '@/components/ui/select';
import { useActionForm } from '@/components/ui/use-action-form';
import type { InvitedMember, InviteMemberAction } from './member-actions';
import type { RoleChoice } from './role-choice';

export interface InviteMemberProps {
  roles: readonly RoleChoice[];
  /** SCIM brings people in by itself; the form then says so. */
  scimEnabled: boolean;
  invite: InviteMemberAction;
}

const dialogId = 'invite-member';

function outcomeOf({ name, email, restored, mail, signInUrl }: InvitedMember): OutcomeMessage {
  const title = restored ? `${name} is a member again` : `${name} is a member now`;
  if (mail === 'sent') return { title, detail: `A mail to ${email} says where to sign in.` };
  const why =
    mail === 'failed'
      ? 'The mail to them could not be sent.'
      : 'Mail is not set up on this server, so nobody has told them.';
  return { title, tone: 'warn', detail: `${why} They sign in at ${signInUrl} with ${email}.` };
}

function PersonFields({ errors }: { errors: Record<string, string> }) {
  return (
    <>
      <Field id="invite-email" label="Email" error={errors.email}>
        {(control) => (
          <Input
            {...control}
            data-autofocus
            name="email"
            type="email"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field id="invite-name" label="Name" error={errors.name}>
        {(control) => <Input {...control} name="name" autoComplete="off" />}
      </Field>
    </>
  );
}

function RoleField({ roles, error }: { roles: readonly RoleChoice[]; error?: string }) {
  const [roleKey, setRoleKey] = useState('member');
  const chosen = roles.find(({ key }) => key === roleKey);
  return (
    <Field id="invite-roleKey" label="Role" error={error} help={chosen?.description}>
      {(control) => (
        <Select
          {...control}
          name="roleKey"
          value={roleKey}
          onChange={(event) => setRoleKey(event.target.value)}
          options={roles.map(({ key, name, forbidden }) => ({
            value: key,
            label: forbidden ? `${name} (only owners can choose this)` : name,
            disabled: forbidden,
          }))}
        />
      )}
    </Field>
  );
}

function InviteForm({
  roles,
  scimEnabled,
  invite,
  onInvited,
}: InviteMemberProps & { onInvited: () => void }) {
  const say = useOutcome();
  const { result, pending, formProps } = useActionForm(async (data) => {
    const answer = await invite(data);
    if (answer.ok) {
      onInvited();
      say(outcomeOf(answer.data));
    }
    return answer;
  });
  const failure = result?.ok === false ? result : null;
  const errors = failure?.fieldErrors ?? {};
  return (
    <Dialog
      id={dialogId}
      title="Invite a person"
      description={
        scimEnabled
          ? 'SCIM is on: people assigned in your identity provider come by themselves. Invite only others.'
          : 'They become a member at once, and sign in with a code sent to their address.'
      }
      footer={
        <>
          <Button closes={dialogId}>Cancel</Button>
          <Button type="submit" form="invite-form" variant="primary" pending={pending}>
            Invite
          </Button>
        </>
      }
    >
      <form {...formProps} id="invite-form" className="flex flex-col gap-4">
        <ErrorSummary
          errors={Object.entries(errors).map(([name, message]) => ({ fieldId: `invite-${name}`, message }))}
        />
        <PersonFields errors={errors} />
        <RoleField roles={roles} error={errors.roleKey} />
        {failure?.message ? <Notice tone="bad" title={failure.message} live="alert" /> : null}
      </form>
    </Dialog>
  );
}

/** The button that invites a person, and its dialog. */
export function InviteMember(props: InviteMemberProps) {
  // A new key is a new dialog: closed and empty.
  const [round, setRound] = useState(0);
  return (
    <>
      <Button variant="primary" opens={dialogId}>
        <UserPlus />
        Invite…
      </Button>
      <InviteForm key={round} {...props} onInvited={() => setRound(round + 1)} />
    </>
  );
}
