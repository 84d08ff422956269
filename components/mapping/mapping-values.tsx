import { providerName } from '@/lib/activity/provider-name';
import { LiveProvider } from '../identity/live-provider';
import { Card } from '../ui/card';
import { Table, type TableColumn } from '../ui/table';
import { ApplicationProgress } from './application-progress';
import { AttributeCard } from './attribute-card';
import { DefaultRoleCard } from './default-role-card';
import { groupNote } from './group-note';
import type { SentRuleNow } from './known-groups';
import { RulePeople } from './rule-people';
import { ruleWords, type RuleKind } from './rule-words';
import type { SentMapping } from './sent-mapping';
import { SourceSection } from './source-section';

export interface MappingValuesProps extends SentMapping {
  provider: string | null;
}

/** The mapping for those who may look and not change, without what people's attributes hold. */
export function MappingValues(props: MappingValuesProps) {
  const { draft, scimEnabled, ssoEnabled, roles, onDefault, application, provider } = props;
  const { source, attribute, groupRules, valueRules } = draft;
  return (
    <>
      <LiveProvider>
        <ApplicationProgress application={application} />
      </LiveProvider>
      <SourceSection
        source={source}
        scimEnabled={scimEnabled}
        ssoEnabled={ssoEnabled}
        provider={providerName(provider)}
        groupRules={groupRules.length}
        valueRules={valueRules.length}
      />
      {source === 'IDP_GROUPS' ? <Rules {...props} kind="group" /> : null}
      {source === 'IDP_ATTRIBUTE' ? (
        <>
          <AttributeCard attribute={attribute} suggestions={[]} />
          <Rules {...props} kind="value" />
        </>
      ) : null}
      <DefaultRoleCard
        source={source}
        roleKey={draft.defaultRoleKey}
        roles={roles}
        people={source === 'PORTAL' ? null : onDefault}
      />
    </>
  );
}

interface RuleLine {
  id: string;
  name: string;
  role: string;
  number: number;
  now: SentRuleNow | undefined;
}

/** Of thousands of rules as many are listed. */
const MOST_LISTED = 200;

function Rules({ draft, roles, rules, kind }: MappingValuesProps & { kind: RuleKind }) {
  const words = ruleWords[kind];
  const all = kind === 'group' ? draft.groupRules : draft.valueRules;
  const names = new Map(roles.map(({ key, name }) => [key, name]));
  const lines = all.slice(0, MOST_LISTED).map(({ id, name, roleKey }, index): RuleLine => {
    return { id: id ?? name, name, role: names.get(roleKey) ?? roleKey, number: index + 1, now: rules[id ?? ''] };
  });
  return (
    <Card title={words.title} id={`${kind}-rules`}>
      {lines.length > 0 ? (
        <Table caption={words.title} columns={columnsFor(kind)} rows={lines} rowKey={({ id }) => id} />
      ) : (
        <p className="text-sm text-ink-2">{words.empty}</p>
      )}
      {all.length > MOST_LISTED ? (
        <p className="mt-2 text-sm text-ink-2">
          The first {MOST_LISTED} of {all.length.toLocaleString('en')} rules.
        </p>
      ) : null}
    </Card>
  );
}

function columnsFor(kind: RuleKind): TableColumn<RuleLine>[] {
  return [
    {
      key: 'name',
      header: ruleWords[kind].heading,
      rowHeader: true,
      cell: ({ name, now, number }) => (
        <span className="block">
          <span className="font-medium">{name}</span>
          {now ? <span className="block text-ink-2">{groupNote({ known: now, number })}</span> : null}
        </span>
      ),
    },
    { key: 'role', header: 'Role', width: 'tablet:w-44', cell: ({ role }) => role },
    {
      key: 'people',
      header: 'People now',
      width: 'tablet:w-36',
      phone: 'label',
      cell: ({ now }) => <RulePeople group={now ? { ...now, counted: 'people' } : null} />,
    },
  ];
}
