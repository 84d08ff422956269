import { describe, expect, it } from 'vitest';
import { createRoleSchema } from '@/lib/mapping/catalogue/role-input';

const ROLE = { key: 'editor', name: 'Editor', description: '', level: 'MEMBER' };
const KEY_RULE = 'Use a–z, 0–9, “.”, “_” and “-”, with a letter or digit at both ends.';

function faultOf(input: object): [field: unknown, message: string] | undefined {
  const issue = createRoleSchema.safeParse({ ...ROLE, ...input }).error?.issues[0];
  return issue && [issue.path[0], issue.message];
}

describe('what a role may be called', () => {
  it.each([
    [{ key: '' }, 'key', 'Enter a key.'],
    [{ key: 'Editor' }, 'key', KEY_RULE],
    [{ key: 'two words' }, 'key', KEY_RULE],
    [{ key: '..' }, 'key', KEY_RULE],
    [{ key: 'é' }, 'key', KEY_RULE],
    [{ key: 'a'.repeat(61) }, 'key', 'Use at most 60 characters.'],
    [{ name: ' ' }, 'name', 'Enter a name.'],
    [{ name: 'a\nb' }, 'name', 'Leave out line breaks and other control characters.'],
    [{ name: 'a'.repeat(61) }, 'name', 'Use at most 60 characters.'],
    [{ description: 'a'.repeat(201) }, 'description', 'Use at most 200 characters.'],
    [{ level: 'KING' }, 'level', 'Choose a permission level.'],
  ])('not %j', (input, field, message) => {
    expect(faultOf(input)).toEqual([field, message]);
  });

  it.each(['editor', 'a', '0', 'eu-west.editor_2'])('the key "%s"', (key) => {
    expect(faultOf({ key })).toBeUndefined();
  });
});
