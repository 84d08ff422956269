'use client';

import { useEffect, useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { useOutcome } from '@/components/ui/outcome';
import { TextLink } from '@/components/ui/text-link';
import { headCount } from '@/lib/mapping/head-count';
import { whyRoleInUse } from '@/lib/mapping/catalogue/why-role-in-use';
import type { RoleUsage } from '@/lib/mapping/catalogue/why-role-in-use';
import type { EditableRole, RoleActions } from './role-action-types';
import { membersWithRole } from './members-with-role';

export interface DeleteRoleProps extends Pick<RoleActions, 'remove' | 'findUsage'> {
  role: EditableRole;
  open: boolean;
  onClose: () => void;
}

function InUse({ role, usage, reasons }: { role: EditableRole; usage: RoleUsage; reasons: readonly string[] }) {
  return (
    <>
      <p>{role.name} cannot be deleted while it is used:</p>
      <ul className="list-disc ps-5">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        {usage.memberCount > 0 ? (
          <TextLink href={membersWithRole(role.key)}>See who has it</TextLink>
        ) : null}
        {usage.ruleCount > 0 || usage.isDefault ? (
          <TextLink href="/settings/identity/role-mapping">Go to the role mapping</TextLink>
        ) : null}
      </p>
    </>
  );
}

function Consequence({ name, formerCount }: { name: string; formerCount: number }) {
  return (
    <>
      <p>Nobody has {name}, and no rule gives it. Deleting it cannot be undone.</p>
      {formerCount > 0 ? (
        <p>
          {headCount(formerCount)} who {formerCount === 1 ? 'has' : 'have'} left had it. Should they come back,
          they come back without it.
        </p>
      ) : null}
    </>
  );
}

/** Asks before a role is deleted, or says what uses it. */
export function DeleteRole({ role, open, remove, findUsage, onClose }: DeleteRoleProps) {
  const say = useOutcome();
  const [usage, setUsage] = useState<RoleUsage | null>(null);
  const [error, setError] = useState<string>();
  const [pending, startTransition] = useTransition();
  const reasons = usage ? whyRoleInUse(usage) : [];

  useEffect(() => {
    startTransition(async () => {
      const answer = await findUsage(role.key);
      if (answer.ok) setUsage(answer.data);
      else setError(answer.message);
    });
  }, [role.key, findUsage]);

  function confirm() {
    startTransition(async () => {
      const answer = await remove(role.key);
      if (!answer.ok) return setError(answer.message);
      onClose();
      say({ title: `Role ${role.name} deleted` });
    });
  }

  const deletable = usage !== null && reasons.length === 0;
  return (
    <Dialog
      open={open}
      title={reasons.length > 0 ? `${role.name} is in use` : `Delete role ${role.name}`}
      onClose={onClose}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {reasons.length > 0 ? 'Close' : 'Keep'}
          </Button>
          {deletable ? (
            <Button variant="danger" pending={pending} onClick={confirm}>
              Delete role
            </Button>
          ) : null}
        </>
      }
    >
      <div className="flex flex-col gap-3 text-base text-ink-2" aria-live="polite">
        {usage === null && !error ? <p>Looking for who uses {role.name}…</p> : null}
        {usage && reasons.length > 0 ? <InUse role={role} usage={usage} reasons={reasons} /> : null}
        {deletable ? <Consequence name={role.name} formerCount={usage.formerCount} /> : null}
        {error ? <Notice tone="bad" title={error} live="alert" /> : null}
      </div>
    </Dialog>
  );
}
