import { describe, expect, it } from 'vitest';
import { mappingDraftSchema } from '@/lib/mapping/mapping-draft';
import { MOST_RULES } from '@/lib/mapping/most-rules';
import { invalidParts } from '@/lib/shared/action-result';

const draft = {
  revision: 1,
  source: 'IDP_GROUPS',
  attribute: 'roles',
  defaultRoleKey: null,
  groupRules: [{ id: null, name: 'Engineering', groupId: null, roleKey: 'member' }],
  valueRules: [{ id: null, name: 'lead', roleKey: 'admin' }],
};

const errorsOf = (changes: object) => {
  const { error } = mappingDraftSchema.safeParse({ ...draft, ...changes });
  return error ? invalidParts(error).fieldErrors : null;
};
const group = (changes: object) => ({ groupRules: [...draft.groupRules, { ...draft.groupRules[0], ...changes }] });
const value = (changes: object) => ({ valueRules: [{ ...draft.valueRules[0], ...changes }] });

describe('a draft of a mapping', () => {
  it('keeps names as they are, spaces included, because they match exactly', () => {
    expect(mappingDraftSchema.parse({ ...draft, ...group({ name: ' A  B ' }) }).groupRules[1]?.name).toBe(' A  B ');
  });

  it.each<[what: string, changes: object, field: string, message: RegExp]>([
    ['an empty group', group({ name: '' }), 'groupRules.1.name', /Choose a group or type its exact name/],
    ['a group of spaces', group({ name: '  ' }), 'groupRules.1.name', /Choose a group/],
    ['an empty value', value({ name: '' }), 'valueRules.0.name', /Enter a value/],
    ['a value that is no text', value({ name: 7 }), 'valueRules.0.name', /Enter a value/],
    ['a name that is too long', value({ name: 'x'.repeat(501) }), 'valueRules.0.name', /at most 500/],
    ['a name that cannot be stored', value({ name: 'a\0b' }), 'valueRules.0.name', /NUL/],
    ['half a surrogate pair', value({ name: 'a\ud800' }), 'valueRules.0.name', /surrogate/],
    ['no role', value({ roleKey: '' }), 'valueRules.0.roleKey', /Choose a role/],
    ['no role at all', value({ roleKey: undefined }), 'valueRules.0.roleKey', /Choose a role/],
    ['an empty attribute', { attribute: ' ' }, 'attribute', /Enter an attribute/],
    ['an attribute that is too long', { attribute: 'x'.repeat(501) }, 'attribute', /at most 500/],
    ['an unknown source', { source: 'IDP' }, 'source', /where roles come from/],
    ['an empty default', { defaultRoleKey: '' }, 'defaultRoleKey', /Choose a role, or no role/],
    ['no revision', { revision: undefined }, 'revision', /./],
    [
      'too many rules',
      { groupRules: Array.from({ length: MOST_RULES + 1 }, () => draft.groupRules[0]) },
      'groupRules',
      /up to 5,000 rules/,
    ],
  ])('with %s is refused at the field', (_, changes, field, message) => {
    expect(errorsOf(changes)).toEqual({ [field]: expect.stringMatching(message) as string });
  });
});
