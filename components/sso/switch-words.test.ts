import { describe, expect, it } from 'vitest';
import { connectionView, verifiedDomain } from '@/testing/connection-view';
import { fieldsOf } from './connection-fields';
import { saveConsequences } from './save-consequences';
import { switchWords } from './switch-words';

const two = connectionView({ domains: [verifiedDomain('acme.com'), verifiedDomain('acme.co.uk')] });
const byHand = { scimEnabled: false, providerDecidesRoles: false };
const on = connectionView({ enabled: true, counts: { membersInDomains: 211, sessions: 12, identities: 1 } });

describe('the question before a switch moves', () => {
  it('names whom turning on concerns, how many they are, and that nobody is locked out', () => {
    const { consequences } = switchWords('turn-on', two, byHand);
    expect(consequences).toEqual([
      'From now on people with @acme.com and @acme.co.uk sign in through Okta.',
      '211 members have such an address. Whoever is signed in stays signed in.',
      `What ${two.oidc.issuer} vouches for is believed, of owners too. ${two.updatedByName} saved this connection last.`,
      'Whoever Okta lets in and is not a member yet becomes one, with the default role.',
      'Emailed codes go on working beside it, so you cannot lock yourself out.',
    ]);
  });

  it('says with SCIM on that only those it sent get in', () => {
    expect(switchWords('turn-on', two, { ...byHand, scimEnabled: true }).consequences).toContain(
      'SCIM is on, so only people whom it has sent get in; others are refused.',
    );
  });

  it('warns that roles given by hand give way to the mapping', () => {
    const { consequences } = switchWords('turn-on', two, { ...byHand, providerDecidesRoles: true });
    expect(consequences.join(' ')).toContain('Roles follow the role mapping at every sign-in, also for members who');
  });

  it('counts the sessions that turning off leaves open', () => {
    const { consequences } = switchWords('turn-off', on, byHand);
    expect(consequences).toContain('12 sessions that began there go on.');
    expect(consequences.at(-1)).toBe(
      'Nobody is removed. 1 person known from Okta will be known when you turn it on again.',
    );
  });

  it('names who gets in without the identity provider once it is required', () => {
    const [, whoElse] = switchWords('require', on, byHand).consequences;
    expect(whoElse).toBe('Olga Owner can still use an emailed code, nobody else.');
  });
});

describe('the consequences of a save', () => {
  it('are none while nobody signs in by the connection', () => {
    expect(saveConsequences(two, { ...fieldsOf(two), issuer: 'https://other.test' })).toEqual([]);
  });

  it('tell while it is on what the next sign-in uses, and who is looked up again', () => {
    expect(saveConsequences(on, fieldsOf(on))).toHaveLength(2);
    expect(saveConsequences(on, { ...fieldsOf(on), issuer: 'https://other.test' })).toHaveLength(3);
  });
});
