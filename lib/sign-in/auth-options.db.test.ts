import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth from 'next-auth';
import { describe, expect, it, vi } from 'vitest';
import { db } from '@/lib/db/kysely';
import { getPool } from '@/lib/db/pool';
import { authOptions } from '@/lib/sign-in/auth-options';
import { secretHash } from '@/lib/sign-in/keyed-hash';
import type { SessionIdentity } from '@/lib/sign-in/session';
import { browserCookieName, sessionCookieName } from '@/lib/sign-in/session-cookie';
import { readSessionToken } from '@/lib/sign-in/session-token';
import { issueTicket } from '@/lib/sign-in/ticket';
import { findViewer } from '@/lib/sign-in/viewer';
import { newTenant } from '@/testing/new-tenant';
import { newClient } from '@/testing/sign-in';

const REDEEM = ['callback', 'credentials'];

interface Answer {
  status: number;
  /** The Set-Cookie headers as sent. */
  setCookies: string[];
  body: unknown;
}

/** The part of a response that next-auth's Node handler uses, recording into `answer`. */
function recorder(answer: Answer): NextApiResponse {
  const headers = new Map<string, string | string[]>();
  const response = {
    getHeader: (name: string) => headers.get(name),
    setHeader: (name: string, value: string | string[]) => headers.set(name, value),
    status(status: number) {
      answer.status = status;
      return response;
    },
    json: (body: unknown) => response.send(body),
    send(body: unknown) {
      answer.body = body;
      response.end();
    },
    end() {
      answer.setCookies = [headers.get('Set-Cookie') ?? []].flat();
    },
  };
  return response as unknown as NextApiResponse;
}

/** A browser that keeps cookies and calls next-auth with the options the route gives it. */
class Browser {
  readonly cookies: Record<string, string> = {};

  async identity(): Promise<SessionIdentity | null> {
    return readSessionToken(this.cookies[sessionCookieName()]);
  }

  async call(method: string, path: string[], body?: Record<string, string>): Promise<Answer> {
    const options = authOptions({
      client: newClient(),
      previous: await this.identity(),
      browserSecret: this.cookies[browserCookieName()] ?? null,
    });
    const request = { method, query: { nextauth: path }, body, cookies: this.cookies, headers: {} };
    const answer: Answer = { status: 0, setCookies: [], body: null };
    await NextAuth(request as unknown as NextApiRequest, recorder(answer), options);
    for (const cookie of answer.setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.cookies[name] = decodeURIComponent(value);
    }
    return answer;
  }

  async post(path: string[], fields: Record<string, string>): Promise<Answer> {
    const { csrfToken } = (await this.call('GET', ['csrf'])).body as { csrfToken: string };
    return this.call('POST', path, { ...fields, csrfToken, json: 'true' });
  }

  redeem(fields: Record<string, string>): Promise<Answer> {
    return this.post(REDEEM, fields);
  }
}

async function ticketFor({ tenantId, ownerId: memberId }: { tenantId: string; ownerId: string }) {
  const { secret } = await issueTicket(db(), { tenantId, memberId }, { minutes: 1 });
  return { ticket: secret, tenantId, memberId };
}

describe('signing in', () => {
  it('exchanges a ticket for a cookie that names the session, once', async () => {
    const tenant = await newTenant();
    const fields = await ticketFor(tenant);
    const browser = new Browser();
    await browser.redeem(fields);
    const identity = await browser.identity();
    expect(identity).toMatchObject({ tenantId: tenant.tenantId, memberId: tenant.ownerId });
    expect(identity && (await findViewer(identity))).toMatchObject({ level: 'OWNER' });
    const thief = new Browser();
    expect((await thief.redeem(fields)).status).toBe(401);
    expect(await thief.identity()).toBeNull();
  });

  it('sets cookies that scripts cannot read and other sites do not send', async () => {
    const browser = new Browser();
    const { setCookies } = await browser.redeem(await ticketFor(await newTenant()));
    const session = setCookies.find((cookie) => cookie.startsWith(`${sessionCookieName()}=`));
    expect(session).toMatch(/; Path=\/;.*; HttpOnly; SameSite=Lax$/);
    expect(Object.keys(browser.cookies).every((name) => name.startsWith('rollcall-'))).toBe(true);
  });

  it('does not use the ticket up without the anti-forgery token', async () => {
    const fields = await ticketFor(await newTenant());
    const browser = new Browser();
    await browser.call('POST', REDEEM, fields);
    expect(await browser.identity()).toBeNull();
    await browser.redeem(fields);
    expect(await browser.identity()).not.toBeNull();
  });

  it('again ends the session the browser had', async () => {
    const browser = new Browser();
    await browser.redeem(await ticketFor(await newTenant()));
    const first = await browser.identity();
    await browser.redeem(await ticketFor(await newTenant()));
    const second = await browser.identity();
    expect(first && (await findViewer(first))).toBeNull();
    expect(second && (await findViewer(second))).not.toBeNull();
  });

  it('replaces a cookie that somebody had planted, so that they do not share the session', async () => {
    const attacker = new Browser();
    await attacker.redeem(await ticketFor(await newTenant()));
    const victim = new Browser();
    Object.assign(victim.cookies, attacker.cookies);
    const tenant = await newTenant();
    await victim.redeem(await ticketFor(tenant));
    expect(await victim.identity()).toMatchObject({ memberId: tenant.ownerId });
    const planted = await attacker.identity();
    expect(planted).not.toEqual(await victim.identity());
    expect(planted && (await findViewer(planted))).toBeNull();
  });

  it('takes an answer of an identity provider from the browser alone that went there', async () => {
    const { tenantId, ownerId: memberId } = await newTenant();
    const secret = 'a'.repeat(43);
    const terms = { minutes: 1, method: 'SAML', browserHash: secretHash(secret) } as const;
    const [attacker, victim] = [new Browser(), new Browser()];
    attacker.cookies[browserCookieName()] = secret;
    victim.cookies[browserCookieName()] = 'b'.repeat(43);
    for (const [browser, status] of [[victim, 401], [attacker, 200]] as const) {
      const { secret: ticket } = await issueTicket(db(), { tenantId, memberId }, terms);
      expect((await browser.redeem({ ticket, tenantId, memberId })).status).toBe(status);
    }
    expect(await victim.identity()).toBeNull();
    expect(await attacker.identity()).toMatchObject({ memberId });
  });

  it('tells the browser nothing of why it failed on the server', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const fields = await ticketFor(await newTenant());
    const lost = vi.spyOn(getPool(), 'connect').mockImplementation(() => {
      throw new Error('connect ENOENT /srv/private/.s.PGSQL.5432');
    });
    const answer = await new Browser().redeem(fields);
    lost.mockRestore();
    expect(answer.status).toBe(401);
    expect(JSON.stringify(answer)).not.toMatch(/ENOENT|private/);
    expect(String(log.mock.calls)).toContain('ENOENT');
    log.mockRestore();
  });

  it('refuses what is no redemption', async () => {
    const browser = new Browser();
    expect((await browser.redeem({ ticket: 'x' })).status).toBe(401);
    expect(await browser.identity()).toBeNull();
  });
});

describe('signing out', () => {
  it('clears the cookie and ends the session on the server, so a copy of it is worthless', async () => {
    const browser = new Browser();
    await browser.redeem(await ticketFor(await newTenant()));
    const identity = await browser.identity();
    await browser.post(['signout'], {});
    expect(identity && (await findViewer(identity))).toBeNull();
    expect(browser.cookies[sessionCookieName()]).toBe('');
  });
});

it.each([undefined, '', 'nonsense', 'a.b.c.d.e'])('a session cookie of %j is nobody', async (cookie) => {
  expect(await readSessionToken(cookie)).toBeNull();
});
