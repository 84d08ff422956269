'use client';

import { useState } from 'react';
import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorSummary } from '@/components/ui/error-summary';
import { Notice } from '@/components/ui/notice';
import { useOutcome } from '@/components/ui/outcome';
import { useActionForm } from '@/components/ui/use-action-form';
import { headCount } from '@/lib/mapping/head-count';
import type { PermissionLevel } from '@/lib/roles/role';
import type { RoleActions } from './role-action-types';
import { RoleFields } from './role-fields';

export interface CreateRoleProps {
  /** The levels that the viewer may give. */
  levels: readonly PermissionLevel[];
  create: RoleActions['create'];
}

const dialogId = 'create-role';

function whatFollows(people: number): string {
  if (people === 0) return 'Give it to people on the Members page, or by a rule of the role mapping.';
  const get = people === 1 ? 'gets' : 'get';
  return `${headCount(people)} ${get} it now, because the identity provider sends its key.`;
}

function CreateDialog({ levels, create, onCreated }: CreateRoleProps & { onCreated: () => void }) {
  const say = useOutcome();
  const { result, pending, formProps } = useActionForm(async (data) => {
    const answer = await create(data);
    if (!answer.ok) return answer;
    onCreated();
    say({ title: `Role ${String(data.get('name')).trim()} created`, detail: whatFollows(answer.data) });
    return null;
  });
  const errors = result?.fieldErrors ?? {};
  return (
    <Dialog
      id={dialogId}
      title="Create role"
      description="A role of your own. In Rollcall its people may do what its level may do."
      footer={
        <>
          <Button closes={dialogId}>Cancel</Button>
          <Button type="submit" form="create-role-form" variant="primary" pending={pending}>
            Create role
          </Button>
        </>
      }
    >
      <form {...formProps} id="create-role-form" className="flex flex-col gap-4">
        <ErrorSummary
          errors={Object.entries(errors).map(([name, message]) => ({ fieldId: `new-role-${name}`, message }))}
        />
        <RoleFields prefix="new-role" levels={levels} errors={errors} />
        {result?.message ? <Notice tone="bad" title={result.message} live="alert" /> : null}
      </form>
    </Dialog>
  );
}

/** The button that creates a role, and its dialog. */
export function CreateRole(props: CreateRoleProps) {
  // A new key is a new dialog: closed and empty.
  const [round, setRound] = useState(0);
  return (
    <>
      <Button variant="primary" opens={dialogId}>
        <Plus />
        Create role…
      </Button>
      <CreateDialog key={round} {...props} onCreated={() => setRound(round + 1)} />
    </>
  );
}
