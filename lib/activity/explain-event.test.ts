import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExplainableEvent } from '@/lib/activity/event-explanation';
import { explainEvent } from '@/lib/activity/explain-event';
import { identityEventTypes } from '@/lib/activity/identity-event';
import { ssoCodes } from '@/lib/activity/sso-codes';

function failure(event: Partial<ExplainableEvent>): ExplainableEvent {
  return {
    type: 'scim_error',
    outcome: 'FAILED',
    status: null,
    code: null,
    summary: 'Okta production could not do it',
    scimType: null,
    path: '/scim/v2/acme/Users',
    credentialLabel: 'Okta production',
    provider: 'OKTA',
    ...event,
  };
}

/** Each cause that is answered today, what its explanation must say, and who has to act. */
const causes: [name: string, event: Partial<ExplainableEvent>, says: RegExp, side: string][] = [
  [
    'a filter that cannot be answered',
    { status: 400, scimType: 'invalidFilter' },
    /searched with a filter/,
    'provider',
  ],
  [
    'a body that is no SCIM message',
    { status: 400, scimType: 'invalidSyntax' },
    /not JSON or not the SCIM message/,
    'provider',
  ],
  [
    'a value of the wrong type',
    { status: 400, scimType: 'invalidValue' },
    /a type that the attribute does not take/,
    'provider',
  ],
  [
    'an unknown attribute',
    { status: 400, scimType: 'invalidPath' },
    /attribute that does not exist here/,
    'provider',
  ],
  [
    'a value filter without a match',
    { status: 400, scimType: 'noTarget' },
    /no entry matches its filter/,
    'provider',
  ],
  ['a read-only attribute', { status: 400, scimType: 'mutability' }, /only Rollcall may set/, 'provider'],
  ['a name that is taken', { status: 409, scimType: 'uniqueness' }, /already has this userName/, 'provider'],
  ['a conflict whose answer is hidden', { status: 409 }, /already has this userName/, 'provider'],
  [
    'a group name that is taken',
    { status: 409, path: '/scim/v2/acme/Groups' },
    /another group already has this name/,
    'provider',
  ],
  [
    'a member who is not there',
    {
      status: 400,
      scimType: 'invalidValue',
      path: '/scim/v2/acme/Groups/0192',
      summary: 'Okta could not update the group Finance: This member is not in this tenant: "0193"',
    },
    /put somebody into a group whom it has not created here/,
    'provider',
  ],
  [
    'a group filter that cannot be answered',
    { status: 400, scimType: 'invalidFilter', path: '/scim/v2/Groups?filter=x' },
    /searched with a filter/,
    'provider',
  ],
  [
    'a version of a group that has moved on',
    { status: 412, path: '/scim/v2/acme/Groups/0192' },
    /The group had changed/,
    'nobody',
  ],
  [
    'a token of a revoked credential',
    { status: 401 },
    /“Okta production”, which no longer opens/,
    'rollcall',
  ],
  [
    'a token nobody issued',
    { status: 401, credentialLabel: null, provider: null },
    /never issued here/,
    'provider',
  ],
  ['the last owner', { status: 403 }, /last active owner/, 'rollcall'],
  [
    'a filter on discovery',
    { status: 403, path: '/scim/v2/acme/Schemas' },
    /describes the endpoint/,
    'provider',
  ],
  [
    'a person who is gone',
    { status: 404, path: '/scim/v2/acme/Users/0192' },
    /a person by an id that does not exist/,
    'provider',
  ],
  [
    'a group that is gone',
    { status: 404, path: '/scim/v2/Groups/0192' },
    /a group by an id that does not exist/,
    'provider',
  ],
  [
    'a role that is gone',
    {
      status: 404,
      path: '/scim/v2/acme/Roles/auditor?attributes=id',
      summary: 'Okta could not read a role: Role not in this tenant',
    },
    /a role that is not in the catalogue/,
    'provider',
  ],
  [
    'an address below a role',
    { status: 404, path: '/scim/v2/acme/Roles/a/b' },
    /not part of the endpoint/,
    'provider',
  ],
  [
    'an address that is none',
    { status: 404, path: '/scim/v2/acme/Peoples' },
    /not part of the endpoint/,
    'provider',
  ],
  ['a method that is none', { status: 405 }, /method that this address does not have/, 'provider'],
  ['a version that has moved on', { status: 412 }, /not laid over the newer one/, 'nobody'],
  ['a body too large', { status: 413 }, /more in one request/, 'provider'],
  ['a body of another type', { status: 415 }, /not labelled as JSON/, 'provider'],
  ['too many requests', { status: 429 }, /faster than they are accepted/, 'nobody'],
  ['a fault of ours', { status: 500 }, /did not expect/, 'server'],
  ['a part of SCIM not offered', { status: 501 }, /does not offer/, 'provider'],
  [
    'SCIM switched off',
    {
      status: 503,
      summary: 'Okta could not create a user: SCIM provisioning is switched off for this tenant',
    },
    /was switched off/,
    'rollcall',
  ],
  [
    'a server too busy',
    { status: 503, summary: 'Okta could not create a user: Other requests are in the way' },
    /too busy/,
    'nobody',
  ],
];

describe('explainEvent', () => {
  it.each(causes)('explains %s and says whose side it is on', (_, event, says, side) => {
    const explanation = explainEvent(failure(event));
    expect(explanation?.cause).toMatch(says);
    expect(explanation?.side).toBe(side);
  });

  it('speaks of groups where a request was about groups', () => {
    const about = (path: string, event: Partial<ExplainableEvent> = {}) =>
      explainEvent(failure({ status: 400, scimType: 'invalidFilter', path, ...event }));
    expect(about('/scim/v2/Groups?filter=x')?.advice).toMatch(/matches groups/);
    expect(about('/scim/v2/Users?filter=meta.location eq "/Groups/1"')?.advice).toMatch(/matches people/);
    expect(about('/scim/v2/acme/Roles?filter=x')?.advice).toMatch(/finds roles/);
    const gone = { type: 'scim_deprovision', outcome: 'OK' } as const;
    expect(about('/scim/v2/acme/Groups/0192', gone)?.cause).toMatch(/The group is gone/);
    expect(about('/scim/v2/acme/Users/0192', gone)?.cause).toMatch(/left Members/);
  });

  it.each(Object.entries(ssoCodes))('explains the code %s in the words it has for admins', (code, { forAdmin }) => {
    const type = code.startsWith('scim_') ? 'sso_presignup_reject' : 'sso_error';
    const explanation = explainEvent(failure({ type, code, provider: 'OKTA' }));
    expect([explanation?.cause, explanation?.advice].filter(Boolean).join(' ')).toBe(forAdmin);
    // What to do is said where somebody has to act, and nowhere else.
    expect(explanation?.advice === null).toBe(explanation?.side === 'nobody');
  });

  it('invents no advice for a cause it does not know', () => {
    expect(explainEvent(failure({ status: 418 }))).toBeNull();
    expect(explainEvent(failure({ status: null }))).toBeNull();
  });

  it('prefers the SCIM error keyword to the status, which several causes share', () => {
    const explanation = explainEvent(failure({ status: 400, scimType: 'noTarget' }));
    expect(explanation?.cause).not.toBe(explainEvent(failure({ status: 400 }))?.cause);
  });

  it('speaks of the identity provider by its name, and of an unknown one as "your identity provider"', () => {
    expect(explainEvent(failure({ status: 429, provider: 'ENTRA' }))?.cause).toMatch(/^Entra sent/);
    expect(explainEvent(failure({ status: 429, provider: 'OTHER' }))?.cause).toMatch(
      /^Your identity provider sent/,
    );
    expect(explainEvent(failure({ status: 429, provider: null }))?.advice).toMatch(
      /told your identity provider/,
    );
  });

  it('says how to repeat a failed change only for providers whose way is documented', () => {
    const advice = (provider: string | null) => explainEvent(failure({ status: 409, provider }))?.advice;
    expect(advice('ENTRA')).toMatch(/Provision on demand/);
    expect(advice('OKTA')).toMatch(/Retry selected/);
    expect(advice('JUMPCLOUD')).not.toMatch(/again|Retry/);
  });

  it('asks nobody to act on a success', () => {
    for (const type of identityEventTypes) {
      const explanation = explainEvent({ ...failure({ status: 200 }), type, outcome: 'OK' });
      expect(explanation?.side ?? 'nobody').toBe('nobody');
    }
  });

  it('always writes whole sentences', () => {
    const anyEvent = fc.record({
      type: fc.constantFrom(...identityEventTypes),
      outcome: fc.constantFrom('OK' as const, 'FAILED' as const),
      status: fc.option(fc.integer({ min: 100, max: 599 })),
      code: fc.option(fc.constantFrom(...Object.keys(ssoCodes), '__proto__', 'x')),
      summary: fc.string(),
      scimType: fc.option(
        fc.constantFrom('invalidFilter', 'uniqueness', 'noTarget', 'sensitive', '__proto__', 'x'),
      ),
      path: fc.option(fc.string()),
      credentialLabel: fc.option(fc.string()),
      provider: fc.option(fc.constantFrom('OKTA', 'ENTRA', 'JUMPCLOUD', 'OTHER', 'constructor')),
    });
    fc.assert(
      fc.property(anyEvent, (event) => {
        const explanation = explainEvent(event);
        if (!explanation) return;
        expect(explanation.cause).toMatch(/^[A-Z].*\.$/s);
        if (explanation.advice !== null) expect(explanation.advice).toMatch(/^[A-Z].*\.$/s);
      }),
    );
  });
});
