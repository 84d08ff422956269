'use client';

import { useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { Confirm } from '@/components/ui/confirm';
import { useOutcome } from '@/components/ui/outcome';
import { carrierCount } from '@/lib/schemas/carrier-count';
import type { ExtensionActions, ExtensionPart, ResourceTypeName } from './extension-action-types';

export interface RemovePartProps {
  part: ExtensionPart;
  /** What it is called: "floor", "Staff". */
  title: string;
  resourceType: ResourceTypeName;
  countCarriers: ExtensionActions['countCarriers'];
  remove: ExtensionActions['remove'];
}

interface ConsequenceProps extends Pick<RemovePartProps, 'title' | 'resourceType'> {
  /** Null while they are being counted. */
  carriers: number | null;
}

function Consequence({ title, resourceType, carriers }: ConsequenceProps) {
  if (carriers === null) return <p>Counting who carries values of {title}…</p>;
  const who = carrierCount(resourceType, carriers);
  const carry = carriers === 1 ? 'carries' : 'carry';
  return (
    <>
      <p>
        {carriers === 0
          ? `No ${resourceType === 'User' ? 'person' : 'group'} carries a value of ${title}.`
          : `${who} ${carry} values of ${title}. They are deleted with it, and cannot be brought back.`}
      </p>
      <p>What your identity provider goes on sending is no longer stored, and is listed as not registered.</p>
    </>
  );
}

/** Asks before an extension, or one attribute of it, is removed with its values. */
export function RemovePart({ part, title, resourceType, countCarriers, remove }: RemovePartProps) {
  const say = useOutcome();
  const [open, setOpen] = useState(false);
  const [carriers, setCarriers] = useState<number | null>(null);
  const [error, setError] = useState<string>();
  const [pending, startTransition] = useTransition();
  const noun = part.name === undefined ? 'extension' : 'attribute';

  function ask() {
    setOpen(true);
    setCarriers(null);
    setError(undefined);
    startTransition(async () => {
      const answer = await countCarriers(part);
      if (answer.ok) setCarriers(answer.data);
      else setError(answer.message);
    });
  }

  function confirm() {
    startTransition(async () => {
      const answer = await remove(part);
      if (!answer.ok) return setError(answer.message);
      setOpen(false);
      say({ title: `${title} removed`, detail: `${carrierCount(resourceType, answer.data)} lost values.` });
    });
  }

  return (
    <>
      <Button size="sm" aria-label={`Remove ${title}`} onClick={ask}>
        Remove…
      </Button>
      {/* The cell sets its text to the end of the line, which is not meant for the dialog. */}
      <div className="text-start">
        <Confirm
          open={open}
          title={`Remove ${noun} ${title}`}
          confirmLabel={`Remove ${noun}`}
          pending={pending}
          error={error}
          onConfirm={confirm}
          onCancel={() => setOpen(false)}
        >
          <Consequence title={title} resourceType={resourceType} carriers={carriers} />
        </Confirm>
      </div>
    </>
  );
}
