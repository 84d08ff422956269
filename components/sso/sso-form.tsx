'use client';

import { lazy, Suspense, type ReactNode } from 'react';
import { countOf } from '../identity/count-of';
import { GuideSteps } from '../identity/guides/guide-steps';
import { Card } from '../ui/card';
import { Notice } from '../ui/notice';
import { SaveBar } from '../ui/save-bar';
import { ConnectionCard } from './connection-card';
import { comparedFacts } from './connection-facts';
import { DomainsCard } from './domains-card';
import type { SsoGuide } from './guides/sso-guide';
import { IdpValuesCard } from './idp-values-card';
import { SaveConsequences, saveConsequences } from './save-consequences';
import type { SsoPartProps } from './sso-action-types';
import { ssoProviders, type SsoProvider } from './sso-providers';
import { SsoStatusCard } from './sso-status-card';
import { SwitchCard } from './switch-card';
import { TryCard } from './try-card';
import { useConnectionForm, type ConnectionForm } from './use-connection-form';

/** Loaded when two admins met. */
const ConflictNotice = lazy(async () => ({
  default: (await import('../identity/conflict-notice')).ConflictNotice,
}));

export interface SsoFormProps extends SsoPartProps {
  tenantId: string;
  guides: Record<SsoProvider, SsoGuide>;
  scimEnabled: boolean;
  mayMarkBreakGlass: boolean;
  /** The cards below the switches; the save bar comes after them. */
  children?: ReactNode;
}

/** Single sign-on from the first field to the switch, in the order in which it is set up. */
export function SsoForm({ view, actions, tenantId, guides, scimEnabled, mayMarkBreakGlass, children }: SsoFormProps) {
  const form = useConnectionForm(view, actions.save);
  const { protocol, provider } = form.values;
  const consequences = saveConsequences(view, form.values);
  const name = ssoProviders.find(({ value }) => value === provider)?.label;
  return (
    <>
      <SsoStatusCard view={view} canManage />
      <SaveOutcome form={form} />
      <ConnectionCard view={view} actions={actions} form={form} />
      <IdpValuesCard
        protocol={protocol}
        tenantId={tenantId}
        addresses={view.addresses}
        spCertificate={view.spCertificate}
      />
      <Card title={provider === 'OTHER' ? 'In your identity provider' : `In ${name}`} id="guide">
        <GuideSteps steps={guides[provider][protocol]} heading="h3" />
      </Card>
      <DomainsCard view={view} actions={actions} />
      <TryCard view={view} dirty={form.dirty} />
      <SwitchCard view={view} actions={actions} scimEnabled={scimEnabled} mayMark={mayMarkBreakGlass} dirty={form.dirty} />
      {children}
      <SaveBar
        key={form.saving.conflict?.theirs.updatedAt}
        changes={form.changes}
        consequences={consequences.length > 0 ? <SaveConsequences sentences={consequences} /> : undefined}
        pending={form.saving.pending}
        error={form.saving.error}
        onSave={form.save}
        onDiscard={form.discard}
        onUndoDiscard={form.undoDiscard}
      />
    </>
  );
}

/** How the last save went, until the next edit. */
function SaveOutcome({ form }: { form: ConnectionForm }) {
  const { saved, conflict } = form.saving;
  if (saved) {
    const { testAgain, forgotten } = saved.data;
    return (
      <Notice tone={testAgain ? 'warn' : 'ok'} title="The connection is saved">
        {testAgain ? 'Test it again: the last test was about another one. ' : 'Next: test it. '}
        {forgotten > 0 ? `${countOf(forgotten, 'person is', 'people are')} looked up by email address again.` : null}
      </Notice>
    );
  }
  if (!conflict) return null;
  return (
    <Suspense>
      <ConflictNotice
        theirs={conflict.theirs}
        what="the connection"
        rows={comparedFacts(conflict.before, conflict.theirs, form.values, form.certificateName)}
      />
    </Suspense>
  );
}
