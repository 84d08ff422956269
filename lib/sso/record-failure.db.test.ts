import { describe, expect, it } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { recordSsoFailure } from '@/lib/sso/record-failure';
import { SsoFailure } from '@/lib/sso/sso-failure';
import { newTenant } from '@/testing/new-tenant';
import { newClient } from '@/testing/sign-in';

const START = new Date('2026-01-01T10:00:00Z').getTime();

function at(seconds: number) {
  return { client: newClient(), now: new Date(START + seconds * 1_000) };
}

describe('recordSsoFailure', () => {
  it('records the code, the provider and what was compared', async () => {
    const { tenantId } = await newTenant();
    const comparison = { what: 'Audience', expected: 'c-1', received: `c-2\n\0${'x'.repeat(1_000)}` };
    const failure = new SsoFailure('sso_token_invalid', 'The ID token is for another client.', { comparison });
    const { eventId } = await recordSsoFailure({ tenantId, provider: 'OKTA' }, failure, at(0));
    const { events } = await listEvents(tenantId, { q: 'sso_token_invalid' });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ id: eventId, type: 'sso_error', code: 'sso_token_invalid', provider: 'OKTA' });
    expect(events[0]?.summary).toBe('Somebody’s sign-in through Okta failed: sso_token_invalid');
    expect(events[0]?.detail).toMatch(
      /^The ID token is for another client\. Audience: expected c-1, received c-2\ufffd\ufffdx+…\.$/,
    );
    expect(events[0]?.detail?.length).toBeLessThan(500);
  });

  it('quotes the latest event for those alike that follow at once, and counts them in the next', async () => {
    const { tenantId } = await newTenant();
    const connection = { tenantId, provider: 'OTHER' as const };
    const fail = async (code: 'sso_token_invalid' | 'sso_idp_refused', seconds: number) =>
      (await recordSsoFailure(connection, new SsoFailure(code, 'No.'), at(seconds))).eventId;
    const first = await fail('sso_token_invalid', 0);
    expect(await fail('sso_token_invalid', 1)).toBe(first);
    expect(await fail('sso_token_invalid', 2)).toBe(first);
    expect(await fail('sso_idp_refused', 2)).not.toBe(first);
    const later = await fail('sso_token_invalid', 11);
    expect(later).not.toBe(first);
    const { events } = await listEvents(tenantId, { type: ['sso_error'] });
    expect(events).toHaveLength(3);
    expect(events.find(({ id }) => id === later)?.notes)
      .toEqual([{ kind: 'warning', text: '2 more sign-ins failed like this before it' }]);
  });

  it('says whose sign-in it was when that is known', async () => {
    const { tenantId, ownerEmail } = await newTenant();
    const failure = new SsoFailure('sso_idp_refused', 'access_denied');
    await recordSsoFailure({ tenantId, provider: 'GOOGLE' }, failure, { ...at(0), email: ownerEmail });
    const { events } = await listEvents(tenantId, { type: ['sso_error'] });
    expect(events[0]).toMatchObject({ subjectEmail: ownerEmail });
    expect(events[0]?.summary).toBe(`${ownerEmail}’s sign-in through Google Workspace failed: sso_idp_refused`);
  });
});
