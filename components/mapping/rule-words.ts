/** How the two kinds of rules are called. */
export const ruleWords = {
  group: {
    title: 'Rules',
    noun: 'group',
    heading: 'IdP group',
    empty: 'No rules. Nobody gets a role from a group, so everyone has the role for people no rule matches.',
    search: 'Find a rule by group or role',
  },
  value: {
    title: 'Values',
    noun: 'value',
    heading: 'Value',
    empty: 'No rules. A value that is the key of a role gives that role by itself.',
    search: 'Find a rule by value or role',
  },
} as const;

export type RuleKind = keyof typeof ruleWords;
