'use client';

import { lazy, Suspense, type ReactNode } from 'react';
import { ssoProviders, type SsoProvider } from '@/lib/sso/sso-providers';
import { countOf } from '../identity/count-of';
import type { GuideStep } from '../identity/guides/guide';
import { GuideSteps } from '../identity/guides/guide-steps';
import { Card } from '../ui/card';
import { Disclosure } from '../ui/disclosure';
import { Notice } from '../ui/notice';
import { SaveBar } from '../ui/save-bar';
import { TextLink } from '../ui/text-link';
import { ConnectionCard } from './connection-card';
import { comparedFacts } from './connection-facts';
import { DomainsCard } from './domains-card';
import type { SsoGuide } from './guides/sso-guide';
import { IdpValuesCard } from './idp-values-card';
import { SaveConsequences, saveConsequences } from './save-consequences';
import type { SsoPartProps } from './sso-action-types';
import { SsoStatusCard } from './sso-status-card';
import { SwitchCard } from './switch-card';
import type { SwitchSurroundings } from './switch-words';
import { TryCard } from './try-card';
import { useConnectionForm, type ConnectionForm } from './use-connection-form';

/** Loaded when two admins met. */
const ConflictNotice = lazy(async () => ({
  default: (await import('../identity/conflict-notice')).ConflictNotice,
}));

export interface SsoFormProps extends SsoPartProps, SwitchSurroundings {
  tenantId: string;
  guides: Record<SsoProvider, SsoGuide>;
  mayMarkBreakGlass: boolean;
  /** Whether the viewer decides which identity provider signs people in. */
  mayTrust: boolean;
  /** The cards below the switches; the save bar comes after them. */
  children?: ReactNode;
}

/** Single sign-on from the first field to the switch, in the order in which it is set up. */
export function SsoForm(props: SsoFormProps) {
  const { view, actions, tenantId, guides, scimEnabled, providerDecidesRoles } = props;
  const { mayMarkBreakGlass, mayTrust, children } = props;
  const form = useConnectionForm(view, actions.save);
  const { protocol, provider } = form.values;
  const consequences = saveConsequences(view, form.values);
  return (
    <>
      <SsoStatusCard view={view} canManage />
      <ConnectionCard view={view} actions={actions} form={form} mayTrust={mayTrust}>
        <SaveOutcome form={form} tested={view.tested?.current ?? false} />
      </ConnectionCard>
      <IdpValuesCard
        protocol={protocol}
        tenantId={tenantId}
        addresses={view.addresses}
        spCertificate={view.spCertificate}
      />
      <GuideCard provider={provider} steps={guides[provider][protocol]} done={view.enabled} />
      <DomainsCard view={view} actions={actions} />
      <TryCard view={view} dirty={form.dirty} />
      <SwitchCard
        view={view}
        actions={actions}
        scimEnabled={scimEnabled}
        providerDecidesRoles={providerDecidesRoles}
        mayMark={mayMarkBreakGlass}
        mayTrust={mayTrust}
        dirty={form.dirty}
      />
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

/** The steps in the provider's console; folded once they have been taken. */
function GuideCard({ provider, steps, done }: { provider: SsoProvider; steps: readonly GuideStep[]; done: boolean }) {
  const name = ssoProviders.find(({ value }) => value === provider)?.label;
  const list = <GuideSteps steps={steps} heading="h3" />;
  return (
    <Card title={provider === 'OTHER' ? 'In your identity provider' : `In ${name}`} id="guide">
      {done ? <Disclosure summary={`All ${steps.length} steps`}>{list}</Disclosure> : list}
    </Card>
  );
}

/** How the last save went, until the next edit. */
function SaveOutcome({ form, tested }: { form: ConnectionForm; tested: boolean }) {
  const { saved, conflict } = form.saving;
  if (saved) {
    const { testAgain, forgotten } = saved.data;
    return (
      <Notice tone={testAgain ? 'warn' : 'ok'} title="The connection is saved">
        {tested ? null : (
          <p>
            {testAgain ? 'The last test was about another one: ' : 'Next: '}
            <TextLink href="#try">{testAgain ? 'test it again' : 'test it'}</TextLink>.
          </p>
        )}
        {forgotten > 0 ? (
          <p>{countOf(forgotten, 'person is', 'people are')} looked up by email address at the next sign-in.</p>
        ) : null}
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
