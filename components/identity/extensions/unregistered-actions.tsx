'use client';

import { useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { useOutcome, type OutcomeMessage } from '@/components/ui/outcome';
import type { ActionResult } from '@/lib/shared/action-result';
import type { ExtensionActions, UnregisteredKey } from './extension-action-types';

export interface UnregisteredActionsProps {
  attribute: UnregisteredKey;
  /** "string, multi-valued"; null for what cannot be registered. */
  suggestedKind: string | null;
  register: ExtensionActions['registerUnregistered'];
  dismiss: ExtensionActions['dismissUnregistered'];
}

/** What to do about an attribute that arrived: both act at once, and say so above the list. */
export function UnregisteredActions(props: UnregisteredActionsProps) {
  const { attribute, suggestedKind, register, dismiss } = props;
  const say = useOutcome();
  const [pending, startTransition] = useTransition();
  const { name } = attribute;

  function act(action: (key: UnregisteredKey) => Promise<ActionResult>, done: OutcomeMessage) {
    startTransition(async () => {
      const answer = await action(attribute);
      say(answer.ok ? done : { tone: 'warn', title: `${name} was not changed`, detail: answer.message });
    });
  }

  return (
    <span className="flex flex-wrap gap-2 tablet:justify-end">
      {suggestedKind ? (
        <Button
          size="sm"
          pending={pending}
          aria-label={`Register ${name} as ${suggestedKind}`}
          onClick={() =>
            act(register, {
              title: `${name} registered as ${suggestedKind}`,
              detail: 'Values are stored from the next time they arrive; those that came before were not.',
            })
          }
        >
          Register
        </Button>
      ) : null}
      <Button
        size="sm"
        variant="quiet"
        pending={pending}
        aria-label={`Dismiss ${name}`}
        onClick={() =>
          act(dismiss, { title: `${name} dismissed`, detail: 'It is listed again when it arrives again.' })
        }
      >
        Dismiss
      </Button>
    </span>
  );
}
