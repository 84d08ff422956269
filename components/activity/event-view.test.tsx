import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { EventDetail } from '@/lib/activity/list-events';
import { EventView } from './event-view';

const refused: EventDetail = {
  id: '019a0000-0000-7000-8000-000000000001',
  type: 'sso_presignup_reject',
  outcome: 'FAILED',
  at: new Date('2026-01-01T10:00:00Z'),
  summary: 'ana@acme.test was refused at the sign-in through Okta: scim_required_user_not_provisioned',
  detail: 'SCIM is on, and the identity provider has not sent ana@acme.test yet.',
  code: 'scim_required_user_not_provisioned',
  requestId: null,
  method: null,
  path: null,
  status: null,
  durationMs: null,
  subjectEmail: 'ana@acme.test',
  memberId: null,
  resourceId: null,
  credentialId: null,
  credentialLabel: null,
  provider: 'OKTA',
  actorName: null,
  clientAddress: '192.0.2.1',
  userAgent: null,
  changes: null,
  notes: null,
  request: { subject: 's-1', claims: { email: 'ana@acme.test', access_token: '[redacted]' } },
  response: null,
  payloadHidden: false,
};

function textOf(event: EventDetail): string {
  const markup = renderToStaticMarkup(<EventView event={event} origin="https://rollcall.test" />);
  return markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

describe('EventView of a refused sign-in', () => {
  it('shows the code that the person was shown, why, what to do and where', () => {
    const text = textOf(refused);
    expect(text).toMatch(/Code scim_required_user_not_provisioned/);
    expect(text).toMatch(/the identity provider has not sent this person yet\./);
    expect(text).toMatch(/What to do, in Okta Assign them to the application there/);
  });

  it('says what was found, which nobody was answered, and shows the claims', () => {
    const text = textOf(refused);
    expect(text).toContain('has not sent ana@acme.test yet.');
    expect(text).not.toContain('Answered');
    expect(text).toMatch(/What the identity provider sent/);
    expect(text).toMatch(/"?subject"?/);
  });

  it('shows neither claims nor what was found to who may not see payloads', () => {
    const text = textOf({ ...refused, detail: null, request: null, clientAddress: null, payloadHidden: true });
    expect(text).not.toContain('What the identity provider sent');
    expect(text).toContain('scim_required_user_not_provisioned');
  });
});
