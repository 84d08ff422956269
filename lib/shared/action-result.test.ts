import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { failedWith, invalidInput, invalidParts } from '@/lib/shared/action-result';
import { refuse } from '@/lib/shared/refusal';

const schema = z.object({
  email: z.string().min(5, 'Enter an address.').regex(/@/, 'Add the part after @.'),
  roles: z.array(z.string().min(1, 'Choose a role.')),
});

describe('the answer of a server action', () => {
  it('names the first fault of every field, also of a field inside a list', () => {
    const { error } = schema.safeParse({ email: 'ana', roles: ['', ''] });
    expect(error && invalidInput(error)).toEqual({
      ok: false,
      fieldErrors: { email: 'Enter an address.', roles: 'Choose a role.' },
    });
  });

  it('names the first fault of every part, where a form has lists of fields', () => {
    const { error } = schema.safeParse({ email: 'ana@acme.test', roles: ['owner', ''] });
    expect(error && invalidParts(error)).toEqual({ ok: false, fieldErrors: { 'roles.1': 'Choose a role.' } });
    const whole = schema.safeParse(null).error;
    expect(whole && Object.keys(invalidParts(whole).fieldErrors ?? {})).toEqual(['form']);
  });

  it('puts a refusal at the field it is about, and beside the button when it is about none', () => {
    expect(failedWith(refuse('duplicate', 'Ana is a member already.', 'email'))).toEqual({
      ok: false,
      reason: 'duplicate',
      fieldErrors: { email: 'Ana is a member already.' },
    });
    expect(failedWith(refuse('forbidden', 'Only owners can.'))).toEqual({
      ok: false,
      reason: 'forbidden',
      message: 'Only owners can.',
    });
  });
});
