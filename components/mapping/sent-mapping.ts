import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import type { MappingView } from '@/lib/mapping/mapping-view';
import type { SentApplication } from './application-progress';
import type { SentRuleNow } from './known-groups';
import type { RoleChoice } from './rule-fields';

/** The mapping as its page hands it to the browser: times as ISO 8601. */
export interface SentMapping {
  /** As it is saved. */
  draft: MappingDraft;
  scimEnabled: boolean;
  /** Whether people sign in through their identity provider. */
  ssoEnabled: boolean;
  /** Most powerful first. */
  roles: readonly RoleChoice[];
  /** What each saved rule finds, by its id. */
  rules: Readonly<Record<string, SentRuleNow>>;
  /** People whom no rule matches. */
  onDefault: number;
  application: SentApplication | null;
}

export function sentMapping(view: MappingView): SentMapping {
  const { draft, scimEnabled, ssoEnabled, roles, rules, onDefault, application } = view;
  const sentRules = Object.entries(rules).map(([id, { lastModified, ...rule }]): [string, SentRuleNow] => [
    id,
    { ...rule, lastModified: lastModified?.toISOString() ?? null },
  ]);
  return {
    draft,
    scimEnabled,
    ssoEnabled,
    roles: roles.map(({ key, name, level }) => ({ key, name, level })),
    rules: Object.fromEntries(sentRules),
    onDefault,
    application: application && {
      ...application,
      startedAt: application.startedAt.toISOString(),
      finishedAt: application.finishedAt?.toISOString() ?? null,
    },
  };
}
