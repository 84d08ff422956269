'use client';

import { createContext, useContext, useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { ChangeRoles } from './change-roles';
import type { EditableMember } from './editable-member';
import type { ChangeRolesAction, RemoveMemberAction } from './member-actions';
import { RemoveMember } from './remove-member';
import type { RoleChoice } from './role-choice';

type Task = 'roles' | 'remove';

const OpenContext = createContext<(task: Task, member: EditableMember) => void>(() => undefined);

export interface MemberDialogsProps {
  roles: readonly RoleChoice[];
  /** Whether roles given here last only until a person signs in through SSO. */
  replacedAtSignIn: boolean;
  changeRoles: ChangeRolesAction;
  remove: RemoveMemberAction;
  children: ReactNode;
}

/** One pair of dialogs for all rows of the list. */
export function MemberDialogs({ remove, children, ...choice }: MemberDialogsProps) {
  const [shown, setShown] = useState<{
    task: Task;
    member: EditableMember;
    open: boolean;
    round: number;
  } | null>(null);

  function open(task: Task, member: EditableMember) {
    setShown((last) => ({ task, member, open: true, round: (last?.round ?? 0) + 1 }));
  }

  // Closed, not taken away: only then does the browser give the focus back to the button that opened it.
  function close() {
    setShown((last) => last && { ...last, open: false });
  }

  return (
    <OpenContext value={open}>
      {children}
      {shown?.task === 'roles' ? (
        <ChangeRoles key={shown.round} {...shown} {...choice} onClose={close} />
      ) : null}
      {shown?.task === 'remove' ? (
        <RemoveMember key={shown.round} {...shown} remove={remove} onClose={close} />
      ) : null}
    </OpenContext>
  );
}

/** The buttons at the end of a row. */
export function MemberButtons({
  member,
  rolesLocked,
  removable,
}: {
  member: EditableMember;
  rolesLocked: boolean;
  removable: boolean;
}) {
  const open = useContext(OpenContext);
  if (rolesLocked && !removable) return null;
  return (
    <span className="inline-flex gap-1">
      {rolesLocked ? null : (
        <Button
          size="sm"
          aria-label={`Change roles of ${member.displayName}`}
          onClick={() => open('roles', member)}
        >
          Roles…
        </Button>
      )}
      {removable ? (
        <Button
          size="sm"
          variant="quiet"
          aria-label={`Remove ${member.displayName}`}
          onClick={() => open('remove', member)}
        >
          Remove…
        </Button>
      ) : null}
    </span>
  );
}
