'use client';

import { createContext, useContext, useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import type { PermissionLevel } from '@/lib/roles/role';
import { DeleteRole } from './delete-role';
import { EditRole } from './edit-role';
import type { EditableRole, RoleActions } from './role-action-types';

type Task = 'edit' | 'delete';

const OpenContext = createContext<(task: Task, role: EditableRole) => void>(() => undefined);

export interface RoleDialogsProps {
  /** The levels that the viewer may give. */
  levels: readonly PermissionLevel[];
  actions: Omit<RoleActions, 'create'>;
  children: ReactNode;
}

/** One pair of dialogs for all rows of the list. */
export function RoleDialogs({ levels, actions, children }: RoleDialogsProps) {
  const [shown, setShown] = useState<{ task: Task; role: EditableRole; open: boolean; round: number } | null>(
    null,
  );

  function open(task: Task, role: EditableRole) {
    setShown((last) => ({ task, role, open: true, round: (last?.round ?? 0) + 1 }));
  }

  // Closed, not taken away: only then does the browser give the focus back to the button that opened it.
  function close() {
    setShown((last) => last && { ...last, open: false });
  }

  return (
    <OpenContext value={open}>
      {children}
      {shown?.task === 'edit' ? (
        <EditRole key={shown.round} {...shown} levels={levels} change={actions.change} onClose={close} />
      ) : null}
      {shown?.task === 'delete' ? (
        <DeleteRole
          key={shown.round}
          {...shown}
          remove={actions.remove}
          findUsage={actions.findUsage}
          onClose={close}
        />
      ) : null}
    </OpenContext>
  );
}

/** The buttons at the end of a row. */
export function RoleButtons({ role }: { role: EditableRole }) {
  const open = useContext(OpenContext);
  return (
    <span className="inline-flex gap-1">
      <Button size="sm" aria-label={`Edit ${role.name}`} onClick={() => open('edit', role)}>
        Edit…
      </Button>
      <Button size="sm" variant="quiet" aria-label={`Delete ${role.name}`} onClick={() => open('delete', role)}>
        Delete…
      </Button>
    </span>
  );
}
