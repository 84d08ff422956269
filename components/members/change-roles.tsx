'use client';

import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { useOutcome } from '@/components/ui/outcome';
import { useActionForm } from '@/components/ui/use-action-form';
import type { EditableMember } from './editable-member';
import type { ChangeRolesAction } from './member-actions';
import type { RoleChoice } from './role-choice';

export interface ChangeRolesProps {
  member: EditableMember;
  roles: readonly RoleChoice[];
  /** Whether what is chosen lasts only until the member signs in through SSO. */
  replacedAtSignIn: boolean;
  open: boolean;
  changeRoles: ChangeRolesAction;
  onClose: () => void;
}

function RoleBox({ role, held }: { role: RoleChoice; held: boolean }) {
  const { key, name, description, forbidden } = role;
  return (
    <div>
      <Checkbox
        name="roleKeys"
        value={key}
        defaultChecked={held}
        disabled={forbidden}
        label={<span className="font-medium">{name}</span>}
        help={forbidden ? `${description} Only owners can change this.` : description}
      />
      {/* A disabled box is not sent, but what it says still holds. */}
      {forbidden && held ? <input type="hidden" name="roleKeys" value={key} /> : null}
    </div>
  );
}

function RoleBoxes({
  member,
  roles,
  error,
}: Pick<ChangeRolesProps, 'member' | 'roles'> & { error?: string | null }) {
  return (
    <>
      <fieldset className="flex flex-col gap-3" aria-describedby={error ? 'roles-error' : undefined}>
        <legend className="sr-only">Roles</legend>
        {roles.map((role) => (
          <RoleBox key={role.key} role={role} held={member.roleKeys.includes(role.key)} />
        ))}
      </fieldset>
      {error ? (
        <div id="roles-error">
          <Notice tone="bad" title="The roles were not changed" live="alert">
            {error}
          </Notice>
        </div>
      ) : null}
    </>
  );
}

/** Which roles a person has. */
export function ChangeRoles({
  member,
  roles,
  replacedAtSignIn,
  open,
  changeRoles,
  onClose,
}: ChangeRolesProps) {
  const say = useOutcome();
  const { result, pending, formProps } = useActionForm(async (data) => {
    const answer = await changeRoles(data);
    if (answer.ok) {
      onClose();
      say({ title: `Roles of ${member.displayName} saved`, detail: 'They apply at their next click.' });
    }
    return answer;
  });
  const failure = result?.ok === false ? result : null;
  const error = failure && (failure.fieldErrors?.roleKeys ?? failure.message);
  return (
    <Dialog
      open={open}
      title={`Roles of ${member.displayName}`}
      description="With several roles, the most powerful one decides."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="change-roles" variant="primary" pending={pending}>
            Save roles
          </Button>
        </>
      }
    >
      <form {...formProps} id="change-roles" className="flex flex-col gap-3">
        <input type="hidden" name="memberId" value={member.id} />
        {replacedAtSignIn ? (
          <p className="text-sm text-ink-2">
            The role mapping sets roles at each sign-in through SSO, so what you choose here lasts until{' '}
            {member.displayName} next signs in that way.
          </p>
        ) : null}
        <RoleBoxes member={member} roles={roles} error={error} />
      </form>
    </Dialog>
  );
}
