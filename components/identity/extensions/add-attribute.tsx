'use client';

import { useId, useState } from 'react';
import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { useOutcome } from '@/components/ui/outcome';
import { useActionForm } from '@/components/ui/use-action-form';
import { AttributeFields, readAttribute } from './attribute-fields';
import type { ExtensionActions } from './extension-action-types';

export interface AddAttributeProps {
  extension: { urn: string; name: string };
  /** Types an attribute can have. */
  types: readonly string[];
  add: ExtensionActions['addAttribute'];
}

interface AddDialogProps extends AddAttributeProps {
  dialogId: string;
  onAdded: () => void;
}

function AddDialog({ dialogId, extension, types, add, onAdded }: AddDialogProps) {
  const say = useOutcome();
  const formId = `${dialogId}-form`;
  const { result, pending, formProps } = useActionForm(async (data) => {
    const attribute = readAttribute(data, dialogId);
    const answer = await add(extension.urn, attribute);
    if (!answer.ok) return answer;
    onAdded();
    say({
      title: `${attribute.name.trim()} added to “${extension.name}”`,
      detail: 'Its values are stored from the next request on.',
    });
    return null;
  });
  return (
    <Dialog
      id={dialogId}
      title={`Add an attribute to ${extension.name}`}
      description="Its type cannot be changed later, because values of another type could not be kept."
      footer={
        <>
          <Button closes={dialogId}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={pending}>
            Add attribute
          </Button>
        </>
      }
    >
      <form {...formProps} id={formId} className="flex flex-col gap-4">
        <AttributeFields prefix={dialogId} types={types} errors={result?.fieldErrors ?? {}} autoFocus />
        {result?.message ? <Notice tone="bad" title={result.message} live="alert" /> : null}
      </form>
    </Dialog>
  );
}

/** The button that adds an attribute to an extension, and its dialog. */
export function AddAttribute(props: AddAttributeProps) {
  const dialogId = useId();
  // A new key is a new dialog: closed and empty.
  const [round, setRound] = useState(0);
  return (
    <>
      <Button size="sm" opens={dialogId} aria-label={`Add an attribute to ${props.extension.name}`}>
        <Plus />
        Add attribute…
      </Button>
      <AddDialog key={round} {...props} dialogId={dialogId} onAdded={() => setRound(round + 1)} />
    </>
  );
}
