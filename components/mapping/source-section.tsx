import type { ReactNode } from 'react';
import { countOf } from '../identity/count-of';
import { Card } from '../ui/card';
import { RadioCards } from '../ui/radio-cards';
import { sourceNames, type RoleSource } from './source-names';

export interface SourceSectionProps {
  source: RoleSource;
  scimEnabled: boolean;
  ssoEnabled: boolean;
  /** "Okta", "Your identity provider". */
  provider: string;
  /** Rules of each kind as they stand in the form. */
  groupRules: number;
  valueRules: number;
  /** Absent for those who only look. */
  onChange?: (source: RoleSource) => void;
}

const help: Readonly<Record<RoleSource, string>> = {
  PORTAL: 'Admins set roles on the Members page. SCIM leaves them alone.',
  IDP_GROUPS: 'Group → role. A person has every role of every group they are in, nested groups too.',
  IDP_ATTRIBUTE: 'Value → role, from an attribute of the person such as roles or department.',
};

const sources = Object.keys(sourceNames) as RoleSource[];

/** Which of the three decides, and when it does. */
export function SourceSection(props: SourceSectionProps) {
  const { source, onChange } = props;
  return (
    <Card title="Where roles come from" id="source">
      <div className="flex flex-col gap-3">
        {onChange ? (
          <RadioCards
            legend="Where roles come from"
            legendHidden
            name="source"
            columns={3}
            value={source}
            onValueChange={(value) => onChange(sources.find((each) => each === value) ?? source)}
            options={sources.map((each) => ({ value: each, label: sourceNames[each], help: help[each] }))}
          />
        ) : (
          <p className="text-sm">
            <span className="font-medium">{sourceNames[source]}.</span>{' '}
            <span className="text-ink-2">{help[source]}</span>
          </p>
        )}
        <p className="max-w-prose text-sm text-ink-2">
          <span className="font-medium text-ink">Applies:</span> {applies(props)}
        </p>
        {kept(props)}
      </div>
    </Card>
  );
}

function applies({ source, scimEnabled, ssoEnabled, provider }: SourceSectionProps): string {
  if (source === 'PORTAL') return 'never by itself. Roles stay as an admin sets them.';
  if (scimEnabled) {
    const claims = ssoEnabled ? ' What arrives at sign-in changes no roles.' : '';
    const exactly = 'Everyone SCIM manages has exactly these roles.';
    return `while SCIM is on, whenever ${provider} changes a person or a group. ${exactly}${claims}`;
  }
  if (ssoEnabled) {
    return (
      'at each sign-in through SSO, because SCIM is off: people then have exactly the roles that the claims which ' +
      'arrive give them. Once SCIM is turned on: to everyone SCIM manages, with each change.'
    );
  }
  return (
    'not now, because SCIM and SSO are off. With SSO: at each sign-in through it. With SCIM: to everyone it manages, ' +
    'then with each change.'
  );
}

/** What of the other sources waits to be used again. */
function kept({ source, groupRules, valueRules, onChange }: SourceSectionProps): ReactNode {
  const counts = [
    { noun: 'group', count: source === 'IDP_GROUPS' ? 0 : groupRules },
    { noun: 'value', count: source === 'IDP_ATTRIBUTE' ? 0 : valueRules },
  ].filter(({ count }) => count > 0);
  if (counts.length === 0) return null;
  const words = counts.map(({ noun, count }) => countOf(count, `${noun} rule`, `${noun} rules`)).join(' and ');
  const verb = counts.length === 1 && counts[0]?.count === 1 ? 'is' : 'are';
  return (
    <p className="text-sm text-ink-2">
      {onChange ? `Your ${words}` : words} {verb} kept, not used.
    </p>
  );
}
