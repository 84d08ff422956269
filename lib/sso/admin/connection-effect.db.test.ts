import { describe, expect, it } from 'vitest';
import { db } from '@/lib/db/kysely';
import { findConnectionView } from '@/lib/sso/admin/connection-view';
import { saveConnection } from '@/lib/sso/admin/save-connection';
import { findConnection } from '@/lib/sso/connection';
import { oidcDraft, samlDraft } from '@/testing/connection-draft';
import { testKeys } from '@/testing/idp/test-keys';
import { newMember, newTenant } from '@/testing/new-tenant';
import { connectionEvents, markTested, savedConnection } from '@/testing/saved-connection';
import { signIn } from '@/testing/sign-in';

async function certificateOf(name: string): Promise<string> {
  return (await testKeys(name)).certificate;
}

async function bindSubject(tenantId: string, memberId: string): Promise<void> {
  await db().insertInto('SsoIdentity').values({ tenantId, memberId, subject: '00u1' }).execute();
}

describe('what a change of the connection means', () => {
  const kept = { clientSecret: undefined };

  it.each([
    ['the issuer', { oidc: { issuer: 'https://acme.okta.com/other', ...kept } }, true, 1],
    ['the client ID', { oidc: { clientId: 'other', ...kept } }, true, 1],
    ['the client secret', { oidc: { clientSecret: 'another-secret' } }, true, 0],
    ['the scopes', { oidc: { scopes: 'openid email', ...kept } }, true, 0],
    ['the name of a claim', { oidc: kept, claimNames: { email: 'mail' } }, true, 0],
    ['the provider', { oidc: kept, provider: 'AUTH0' as const }, false, 0],
    ['a field of the other protocol', { oidc: kept, saml: { idpEntityId: 'urn:later' } }, false, 0],
  ])('changing %s', async (_, parts, testAgain, forgotten) => {
    const { tenantId, owner, ownerId } = await newTenant();
    await saveConnection(owner, oidcDraft());
    await markTested(tenantId);
    await bindSubject(tenantId, ownerId);
    const answer = savedConnection(await saveConnection(owner, oidcDraft({ revision: 1, ...parts })));
    expect({ testAgain: answer.testAgain, forgotten: answer.forgotten }).toEqual({ testAgain, forgotten });
    expect(answer.view.tested?.current).toBe(!testAgain);
    expect(answer.view.counts.identities).toBe(1 - forgotten);
    const [, event] = await connectionEvents(tenantId);
    expect(event?.notes).toEqual(
      forgotten === 0 ? [] : [{ kind: 'warning', text: expect.stringContaining('One person is looked up by email') }],
    );
  });

  it('a change of the protocol forgets who the subjects were, and asks for a test', async () => {
    const { tenantId, owner, ownerId } = await newTenant();
    await saveConnection(owner, oidcDraft());
    await markTested(tenantId);
    await bindSubject(tenantId, ownerId);
    const oidc = { ...oidcDraft().oidc, ...kept };
    const one = await certificateOf('One');
    const answer = savedConnection(await saveConnection(owner, samlDraft([one], { revision: 1, oidc })));
    expect(answer).toMatchObject({ testAgain: true, forgotten: 1, view: { protocol: 'SAML' } });
    expect(answer.view.oidc.clientId).toBe('rollcall');
  });

  it('does not show another identity provider what sessions keep for signing out at the former', async () => {
    const [{ tenantId, owner, ownerId }, other] = [await newTenant(), await newTenant()];
    await saveConnection(owner, oidcDraft());
    const sessions = [await signIn(tenantId, ownerId), await signIn(other.tenantId, other.ownerId)];
    for (const { sessionId } of sessions) {
      await db().updateTable('Session').set({ logout: 'an ID token, sealed' }).where('id', '=', sessionId).execute();
    }
    const kepts = async () => {
      const ids = sessions.map(({ sessionId }) => sessionId);
      const rows = await db().selectFrom('Session').select(['tenantId', 'logout']).where('id', 'in', ids).execute();
      return rows.filter(({ logout }) => logout !== null).map((row) => row.tenantId);
    };
    await saveConnection(owner, oidcDraft({ revision: 1, oidc: { scopes: 'openid email', ...kept } }));
    expect(await kepts()).toHaveLength(2);
    const elsewhere = { scopes: 'openid email', issuer: 'https://acme.okta.com/other', ...kept };
    await saveConnection(owner, oidcDraft({ revision: 2, oidc: elsewhere }));
    expect(await kepts()).toEqual([other.tenantId]);
  });

  it('forgets no subject of another tenant', async () => {
    const { tenantId } = await otherWithSubject();
    const { owner } = await newTenant();
    await saveConnection(owner, oidcDraft());
    savedConnection(await saveConnection(owner, oidcDraft({ revision: 1, oidc: { clientId: 'other', ...kept } })));
    expect((await findConnectionView(tenantId)).counts.identities).toBe(1);
  });

  it('certificates can be rotated step by step without a new test; all at once they cannot', async () => {
    const { tenantId, owner } = await newTenant();
    const [one, two, three] = [await certificateOf('One'), await certificateOf('Two'), await certificateOf('Three')];
    await saveConnection(owner, samlDraft([one]));
    await markTested(tenantId);
    const steps = [
      { pems: [one, two], testAgain: false },
      { pems: [two], testAgain: false },
      { pems: [three], testAgain: true },
    ];
    for (const [index, { pems, testAgain }] of steps.entries()) {
      const answer = savedConnection(await saveConnection(owner, samlDraft(pems, { revision: index + 1 })));
      expect(answer.testAgain, `step ${index}`).toBe(testAgain);
    }
    const entity = await saveConnection(owner, samlDraft([three], { revision: 4, saml: { idpEntityId: 'urn:new' } }));
    expect(savedConnection(entity).testAgain).toBe(false);
    expect((await findConnection(tenantId))?.trial).toBe(3);
  });

  async function otherWithSubject() {
    const tenant = await newTenant();
    await saveConnection(tenant.owner, oidcDraft());
    await bindSubject(tenant.tenantId, await newMember(tenant.tenantId, 'Ana'));
    return tenant;
  }
});
