import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as actions from '@/app/(auth)/sign-in/actions';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { getPool } from '@/lib/db/pool';
import { secretHash } from '@/lib/sign-in/keyed-hash';
import { browserCookieName } from '@/lib/sign-in/session-cookie';
import { issueTicket } from '@/lib/sign-in/ticket';
import type { TicketTerms } from '@/lib/sign-in/ticket';
import { newTenant } from '@/testing/new-tenant';
import { setConnection, verifyDomain } from '@/testing/set-connection';
import { newClient } from '@/testing/sign-in';

const browser = vi.hoisted(() => ({ address: '', cookies: new Map<string, string>() }));

vi.mock('next/headers', () => ({
  headers: () => Promise.resolve(new Headers({ 'x-forwarded-for': browser.address })),
  cookies: () =>
    Promise.resolve({
      get: (name: string) => (browser.cookies.has(name) ? { value: browser.cookies.get(name) } : undefined),
    }),
}));

vi.mock('@/lib/mail/send-mail', () => ({ sendMail: () => Promise.resolve('sent') }));

beforeEach(() => {
  browser.address = newClient().address;
  browser.cookies.clear();
});

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

async function ssoTenant(fields: Parameters<typeof setConnection>[1] = {}) {
  const tenant = await newTenant();
  await setConnection(tenant.tenantId, { provider: 'OKTA', ...fields });
  await verifyDomain(tenant.tenantId, `${tenant.tenantId}.test`);
  return tenant;
}

describe('the first step of signing in', () => {
  it('leads to the identity provider of the domain, with the page to open afterwards', async () => {
    const { tenantId, ownerEmail: email } = await ssoTenant({ required: true });
    const answer = await actions.continueWithEmail(form({ email, to: '/settings/members?q=ana' }));
    const url = `/sso/${tenantId}/start?to=%2Fsettings%2Fmembers%3Fq%3Dana&hint=${encodeURIComponent(email)}`;
    expect(answer).toEqual({
      ok: true,
      data: {
        next: 'sso',
        email,
        organisation: `Org ${tenantId}`,
        provider: 'OKTA',
        required: true,
        url: expect.stringMatching(/^http/),
      },
    });
    expect(answer.ok && answer.data.next === 'sso' && answer.data.url.endsWith(url)).toBe(true);
    const codes = db().selectFrom('SignInCode').select('emailKey').where('emailKey', '=', email);
    expect(await codes.execute()).toEqual([]);
  });

  it('sends a code when one is asked for, and for a connection that is off', async () => {
    const { ownerEmail: email } = await ssoTenant();
    const off = await ssoTenant({ enabled: false });
    const answers = [
      await actions.continueWithEmail(form({ email, way: 'code' })),
      await actions.continueWithEmail(form({ email: off.ownerEmail })),
    ];
    expect(answers.map((answer) => answer.ok && answer.data.next)).toEqual(['code', 'code']);
  });

  it.each([
    ['signs in elsewhere', () => ssoTenant()],
    ['has to sign in elsewhere, and asks for a code', () => ssoTenant({ required: true })],
    ['gets codes', () => newTenant()],
  ])('answers the same at the same cost for strangers of a domain that %s', async (name, tenantOf) => {
    const { tenantId, ownerEmail } = await tenantOf();
    const way = name.endsWith('code') ? 'code' : '';
    // The first request of a process also sweeps, which would count for whoever comes first.
    await actions.requestCode(form({ email: `first@${tenantId}.test` }));
    await settleDeferredWrites();
    const query = vi.spyOn(getPool(), 'connect');
    const courses = [];
    for (const email of [ownerEmail, `stranger@${tenantId}.test`]) {
      const before = query.mock.calls.length;
      const answer = await actions.continueWithEmail(form({ email, way }));
      const told = JSON.stringify(answer).replaceAll(email, '').replaceAll(encodeURIComponent(email), '');
      courses.push({ told, queries: query.mock.calls.length - before });
      await settleDeferredWrites();
    }
    query.mockRestore();
    expect(courses[1]).toEqual(courses[0]);
  });
});

describe('a ticket in an address', () => {
  async function ticket(terms: Partial<TicketTerms>) {
    const { tenantId, ownerId: memberId, ownerEmail } = await newTenant();
    const { secret } = await issueTicket(db(), { tenantId, memberId }, { minutes: 1, ...terms });
    return { secret, tenantId, memberId, ownerEmail };
  }

  it('of an identity provider is read by its own page alone', async () => {
    const { secret, memberId } = await ticket({ method: 'OIDC' });
    expect(await actions.readSignInLink(secret)).toBeNull();
    expect(await actions.readSsoTicket(secret)).toMatchObject({ memberId });
  });

  it('of a link is read by its own page alone', async () => {
    const { secret, memberId } = await ticket({ method: 'LINK' });
    expect(await actions.readSsoTicket(secret)).toBeNull();
    expect(await actions.readSignInLink(secret)).toMatchObject([{ memberId }]);
  });

  it('of a code is read by no page, so that no link signs anybody in with somebody else’s', async () => {
    const { ownerEmail: emailKey } = await newTenant();
    const { secret } = await issueTicket(db(), { emailKey }, { minutes: 1, method: 'CODE' });
    expect(await actions.readSignInLink(secret)).toBeNull();
    expect(await actions.readSsoTicket(secret)).toBeNull();
  });

  it('asks first when the sign-in did not begin here, and names the account', async () => {
    const { secret, tenantId, ownerEmail } = await ticket({ method: 'SAML' });
    const told = { ask: true, email: ownerEmail, tenantName: `Org ${tenantId}` };
    expect(await actions.readSsoTicket(secret)).toMatchObject(told);
  });

  it('knows the browser that began', async () => {
    const { secret } = await ticket({ method: 'SAML', browserHash: secretHash('ours') });
    const told = async () => (await actions.readSsoTicket(secret))?.otherwise.code;
    expect(await told()).toBe('sso_browser_mismatch');
    browser.cookies.set(browserCookieName(), 'ours');
    expect(await told()).toBe('sso_request_unknown');
    expect(await actions.readSsoTicket(secret)).toMatchObject({ ask: false });
  });
});
