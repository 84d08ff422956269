'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { DiffList, type DiffItem } from '@/components/ui/diff-list';
import { ErrorSummary } from '@/components/ui/error-summary';
import { Notice } from '@/components/ui/notice';
import { useOutcome } from '@/components/ui/outcome';
import { useActionForm } from '@/components/ui/use-action-form';
import { headCount } from '@/lib/mapping/head-count';
import type { PermissionLevel } from '@/lib/roles/role';
import { levelNames } from './level-names';
import type { EditableRole, RoleActions, TheirRole } from './role-action-types';
import { RoleFields } from './role-fields';

export interface EditRoleProps {
  role: EditableRole;
  /** The levels that the viewer may give. */
  levels: readonly PermissionLevel[];
  open: boolean;
  change: RoleActions['change'];
  onClose: () => void;
}

function holders(people: number): string {
  if (people === 0) return 'Nobody has this role yet.';
  return `${headCount(people)} ${people === 1 ? 'has' : 'have'} this role. Changes apply at their next click.`;
}

function differences(seen: EditableRole, theirs: TheirRole): DiffItem[] {
  const items = [
    { label: 'Name', before: seen.name, after: theirs.name },
    { label: 'Description', before: seen.description, after: theirs.description },
    { label: 'Level', before: levelNames[seen.level].label, after: levelNames[theirs.level].label },
  ];
  return items.filter(({ before, after }) => before !== after);
}

function Conflict({ role, theirs }: { role: EditableRole; theirs: TheirRole }) {
  return (
    <Notice tone="warn" title="Someone else changed this role meanwhile" live="alert">
      <p className="mb-2">
        Your edits are still here, and nothing was overwritten. Save again to put them over these changes:
      </p>
      <DiffList items={differences(role, theirs)} />
    </Notice>
  );
}

/** A role of the organisation's own, to be renamed, described or given another level. */
export function EditRole({ role, levels, open, change, onClose }: EditRoleProps) {
  const say = useOutcome();
  const [theirs, setTheirs] = useState<TheirRole | null>(null);
  const { result, pending, formProps } = useActionForm(async (data) => {
    const answer = await change(data);
    if (!answer.ok) {
      if ('theirs' in answer) setTheirs(answer.theirs);
      return answer;
    }
    onClose();
    say({ title: `Role ${String(data.get('name')).trim()} saved`, detail: 'It applies at once.' });
    return null;
  });
  const errors = result?.fieldErrors ?? {};
  return (
    <Dialog
      open={open}
      title={`Edit ${role.name}`}
      description={holders(role.people)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="edit-role" variant="primary" pending={pending}>
            Save role
          </Button>
        </>
      }
    >
      <form {...formProps} id="edit-role" className="flex flex-col gap-4">
        {theirs && result?.reason === 'conflict' ? <Conflict role={role} theirs={theirs} /> : null}
        <ErrorSummary
          errors={Object.entries(errors).map(([name, message]) => ({ fieldId: `role-${name}`, message }))}
        />
        <input type="hidden" name="updatedAt" value={(theirs ?? role).updatedAt} />
        <RoleFields prefix="role" role={role} levels={levels} errors={errors} />
        {result?.message && result.reason !== 'conflict' ? (
          <Notice tone="bad" title={result.message} live="alert" />
        ) : null}
      </form>
    </Dialog>
  );
}
