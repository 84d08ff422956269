'use client';

import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { SuggestedAttribute } from '@/lib/mapping/suggest-attributes';
import { providerName } from '@/lib/activity/provider-name';
import { LiveProvider } from '../identity/live-provider';
import { ApplicationProgress } from './application-progress';
import { ArrivedCard } from './arrived-card';
import { AttributeCard } from './attribute-card';
import { DefaultRoleCard } from './default-role-card';
import { GroupRules } from './group-rules';
import type { SaveMappingInput, SaveMappingResult } from './mapping-actions';
import { firstPage } from './preview-answer';
import { newRule } from './rule-edits';
import { roleFieldId } from './rule-fields';
import type { RuleKind } from './rule-words';
import { SaveOutcome } from './save-outcome';
import type { SentMapping } from './sent-mapping';
import { SourceSection } from './source-section';
import { useFirstFault } from './use-first-fault';
import { useArrivedValues, type ArrivedAnswer } from './use-arrived-values';
import { useMappingForm, type MappingForm as Form } from './use-mapping-form';
import { usePreview } from './use-preview';
import { useRulePages, type RulePages } from './use-rule-pages';
import { ValueRules } from './value-rules';
import { visibleErrors } from './visible-errors';

export interface MappingFormProps extends SentMapping {
  /** The one provider that credentials are made for; null when there are several or none. */
  provider: string | null;
  attributes: readonly SuggestedAttribute[];
  arrived: ArrivedAnswer;
  save: (input: SaveMappingInput) => Promise<SaveMappingResult>;
  /** Instructions, after the form. */
  children: ReactNode;
}

/** Both are loaded with the first edit. */
const PreviewPanel = lazy(async () => ({ default: (await import('./preview-panel')).PreviewPanel }));
const MappingSaveBar = lazy(async () => ({ default: (await import('./mapping-save-bar')).MappingSaveBar }));

/** How the directory becomes roles: the fields, what saving them would do, and the bar that saves them. */
export function MappingForm(props: MappingFormProps) {
  return (
    <LiveProvider>
      <LiveForm {...props} />
    </LiveProvider>
  );
}

function LiveForm(props: MappingFormProps) {
  const { draft: saved, roles, application, children } = props;
  const form = useMappingForm({ saved, roles, submit: props.save });
  const [listing, setListing] = useState(firstPage);
  const [edited, setEdited] = useState(false);
  if (form.changes.length > 0 && !edited) setEdited(true);
  const preview = usePreview(form.draft, listing);
  const roleName = (roleKey: string) => roles.find(({ key }) => key === roleKey)?.name ?? roleKey;
  const pages = {
    group: useRulePages(form.rows.group, roleName),
    value: useRulePages(form.rows.value, roleName),
  };
  useFirstFault(form, pages);
  return (
    <>
      <ApplicationProgress application={application} />
      <SaveOutcome form={form} roles={roles} scimEnabled={props.scimEnabled} ssoEnabled={props.ssoEnabled} />
      <SourceSection
        source={form.values.source}
        scimEnabled={props.scimEnabled}
        ssoEnabled={props.ssoEnabled}
        provider={providerName(props.provider)}
        groupRules={form.rows.group.length}
        valueRules={form.rows.value.length}
        onChange={(source) => form.set({ source })}
      />
      <Fields {...props} form={{ ...form, errors: visibleErrors(form, preview) }} pages={pages} />
      <Suspense>
        {form.draft ? <PreviewPanel preview={preview} listing={listing} onListing={setListing} /> : null}
      </Suspense>
      {children}
      <Suspense>{edited ? <MappingSaveBar form={form} preview={preview} /> : null}</Suspense>
    </>
  );
}

/** The cards of the source that is chosen, and the role of everyone else. */
function Fields({ form, pages, ...props }: MappingFormProps & { form: Form; pages: Record<RuleKind, RulePages> }) {
  const { roles, rules, draft: saved, onDefault } = props;
  const { source, defaultRoleKey } = form.values;
  return (
    <>
      {source === 'IDP_GROUPS' ? (
        <GroupRules form={form} pages={pages.group} roles={roles} rules={rules} />
      ) : null}
      {source === 'IDP_ATTRIBUTE' ? <AttributeFields {...props} form={form} pages={pages.value} /> : null}
      <DefaultRoleCard
        source={source}
        roleKey={defaultRoleKey}
        roles={roles}
        people={saved.source === source && source !== 'PORTAL' ? onDefault : null}
        error={form.errors.defaultRoleKey}
        onChange={(roleKey) => form.set({ defaultRoleKey: roleKey })}
      />
    </>
  );
}

function AttributeFields({ form, pages, ...props }: MappingFormProps & { form: Form; pages: RulePages }) {
  const { draft: saved, roles, rules, attributes } = props;
  const { attribute } = form.values;
  const { arrived, problem } = useArrivedValues({
    saved: { attribute: saved.attribute, arrived: props.arrived },
    attribute,
  });
  function add(values: readonly string[]) {
    const added = values.map((value) => newRule(value));
    form.rules.value.add(added);
    const [first] = added;
    if (first) pages.turnTo([...form.rows.value, ...added], first.key, roleFieldId(first.key));
  }
  return (
    <>
      <AttributeCard
        attribute={attribute}
        suggestions={attributes}
        error={form.errors.attribute ?? problem ?? undefined}
        onChange={(path) => form.set({ attribute: path })}
      />
      <ValueRules form={form} pages={pages} roles={roles} rules={rules} arrived={arrived} />
      {arrived ? (
        <ArrivedCard
          attribute={attribute.trim()}
          arrived={arrived}
          rules={form.rows.value}
          roles={roles}
          onAdd={add}
        />
      ) : null}
    </>
  );
}
