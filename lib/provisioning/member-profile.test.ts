import { describe, expect, it } from 'vitest';
import { memberProfile } from '@/lib/provisioning/member-profile';
import type { JsonObject } from '@/lib/scim/json';

const tombstone = '0123456789abcdef0123456789ABCDEF';

describe('memberProfile', () => {
  it.each<[what: string, document: JsonObject, displayName: string]>([
    ['displayName', { displayName: 'Ana R.', name: { formatted: 'x' } }, 'Ana R.'],
    ['name.formatted', { name: { formatted: 'Ana Ruiz', givenName: 'x' } }, 'Ana Ruiz'],
    ['given and family name', { name: { givenName: 'Ana', familyName: 'Ruiz' } }, 'Ana Ruiz'],
    ['the family name alone', { name: { familyName: 'Ruiz' } }, 'Ruiz'],
    ['userName', { displayName: ' ' }, 'ana@acme.test'],
  ])('is called by %s', (_what, document, displayName) => {
    expect(memberProfile({ userName: 'ana@acme.test', ...document }).displayName).toBe(displayName);
  });

  it.each<[what: string, document: JsonObject, email: string]>([
    [
      'the primary address',
      {
        emails: [
          { value: 'w@a.test', type: 'work' },
          { value: 'p@a.test', primary: true },
        ],
      },
      'p@a.test',
    ],
    [
      'the work address',
      {
        emails: [
          { value: 'h@a.test', type: 'home' },
          { value: 'w@a.test', type: 'Work' },
        ],
      },
      'w@a.test',
    ],
    ['the first address', { emails: [{ type: 'work' }, { value: 'h@a.test', type: 'home' }] }, 'h@a.test'],
    ['a userName that is an address', {}, 'ana@acme.test'],
    ['nothing', { userName: 'ana' }, ''],
  ])('is reached by %s', (_what, document, email) => {
    expect(memberProfile({ userName: 'ana@acme.test', ...document }).email).toBe(email);
  });

  it('keeps name and email of a person whom Entra soft-deletes', () => {
    const document = {
      userName: `${tombstone}ana@acme.test`,
      active: false,
      emails: [{ value: `${tombstone}ana@acme.test` }],
    };
    expect(memberProfile(document, 'ana.ruiz@acme.test')).toMatchObject({
      email: 'ana.ruiz@acme.test',
      displayName: 'ana@acme.test',
      scimUserNameKey: 'ana@acme.test',
    });
  });

  it('gives the email back that was taken from a name marked before its person was switched off', () => {
    const marked = `${tombstone}ana@acme.test`;
    expect(memberProfile({ userName: marked, active: false }, marked).email).toBe('ana@acme.test');
  });

  it('takes an active person’s name for what it is', () => {
    expect(memberProfile({ userName: `${tombstone}x`, active: true }).scimUserNameKey).toBe(
      `${tombstone}x`.toLowerCase(),
    );
  });

  it('cuts a long name before, not within, a surrogate pair', () => {
    const displayName = `${'x'.repeat(299)}\u{1F600}${'x'.repeat(99)}`;
    expect(memberProfile({ userName: 'ana', displayName }).displayName).toBe('x'.repeat(299));
  });
});
