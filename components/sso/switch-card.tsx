'use client';

import { lazy, Suspense, useState } from 'react';
import { providerName } from '@/lib/activity/provider-name';
import type { ConnectionView } from '@/lib/sso/admin/connection-shape';
import { Card } from '../ui/card';
import { Outcome, OutcomeArea } from '../ui/outcome';
import { Switch } from '../ui/switch';
import { BreakGlass } from './break-glass';
import type { SsoPartProps } from './sso-action-types';
import { verifiedDomains, type SwitchSurroundings, type SwitchTask } from './switch-words';

/** Loaded when a switch is pressed. */
const SwitchDialog = lazy(async () => ({ default: (await import('./switch-dialog')).SwitchDialog }));

const askAnOwner = 'Ask an owner: only owners turn it on, since the identity provider then signs in whom it says.';

export interface SwitchCardProps extends SsoPartProps, SwitchSurroundings {
  /** Whether the viewer decides about owners. */
  mayMark: boolean;
  /** Whether the viewer decides which identity provider signs people in. */
  mayTrust: boolean;
  /** The form has changes that are not in force. */
  dirty: boolean;
}

/** The two switches, each with what stands in its way, and the way in for when the identity provider fails. */
export function SwitchCard({ view, actions, mayMark, mayTrust, dirty, ...around }: SwitchCardProps) {
  const [asked, setAsked] = useState<{ task: SwitchTask; open: boolean; round: number } | null>(null);
  const { enabled, required, missing } = view;
  const ask = (task: SwitchTask) => setAsked((last) => ({ task, open: true, round: (last?.round ?? 0) + 1 }));
  const unsaved = dirty ? ['Save your changes first, or discard them.'] : [];
  const toEnable = enabled ? [] : [...(mayTrust ? [] : [askAnOwner]), ...unsaved, ...missing.toEnable];
  const toRequire = required ? [] : [...unsaved, ...missing.toRequire];
  const domains = verifiedDomains(view);
  return (
    <OutcomeArea>
      <Card title={enabled ? 'Switches' : 'Switch it on'} id="switch">
        <div className="flex flex-col gap-5">
          <Outcome />
          <Switch
            id="sso-enabled"
            label={domains ? `Single sign-on for ${domains}` : 'Single sign-on'}
            checked={enabled}
            disabled={toEnable.length > 0}
            onChange={() => ask(enabled ? 'turn-off' : 'turn-on')}
            help={<Reasons first={enabledHelp(view)} missing={toEnable} />}
          />
          <Switch
            id="sso-required"
            label="Require single sign-on"
            checked={required}
            disabled={toRequire.length > 0}
            onChange={() => ask(required ? 'stop-requiring' : 'require')}
            help={
              <Reasons
                first="Refuses emailed codes for these domains, except to the owners marked below."
                missing={toRequire}
              />
            }
          />
          <BreakGlass view={view} mark={actions.markBreakGlass} mayMark={mayMark} />
        </div>
      </Card>
      <Suspense>
        {asked ? (
          <SwitchDialog
            key={asked.round}
            {...asked}
            {...around}
            view={view}
            switchSso={actions.switchSso}
            onClose={() => setAsked((last) => last && { ...last, open: false })}
          />
        ) : null}
      </Suspense>
    </OutcomeArea>
  );
}

function enabledHelp({ enabled, provider }: ConnectionView): string {
  return enabled
    ? `People of these domains are sent to ${providerName(provider)} when they sign in.`
    : 'Off: everybody signs in with emailed codes.';
}

/** What a switch does, and what has to be done before it can be moved. */
function Reasons({ first, missing }: { first: string; missing: readonly string[] }) {
  if (missing.length === 0) return first;
  return (
    <>
      {first} Before you can turn it on:
      <ul className="mt-1 flex list-disc flex-col gap-0.5 ps-5">
        {missing.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}
