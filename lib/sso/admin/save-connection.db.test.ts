import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/kysely';
import { unseal } from '@/lib/secrets/seal';
import type { ConnectionAnswer } from '@/lib/sso/admin/connection-shape';
import { findConnectionView } from '@/lib/sso/admin/connection-view';
import { saveConnection } from '@/lib/sso/admin/save-connection';
import { findConnection } from '@/lib/sso/connection';
import { connectionDraft, oidcDraft, samlDraft } from '@/testing/connection-draft';
import { testKeys } from '@/testing/idp/test-keys';
import { newTenant } from '@/testing/new-tenant';
import { connectionEvents, markTested, savedConnection } from '@/testing/saved-connection';

const SECRET = 'a-secret-of-okta-9f3k';

let certificates: [string, string];

beforeAll(async () => {
  certificates = [(await testKeys('One')).certificate, (await testKeys('Two')).certificate];
});

function fieldErrors(answer: ConnectionAnswer): Record<string, string> {
  return answer.ok ? {} : (answer.fieldErrors ?? {});
}

describe('a connection by OpenID Connect', () => {
  it('is saved with its secret sealed, and the event tells what is new but for secrets', async () => {
    const { tenantId, owner } = await newTenant();
    const { view, testAgain, forgotten } = savedConnection(await saveConnection(owner, oidcDraft()));
    expect({ testAgain, forgotten }).toEqual({ testAgain: false, forgotten: 0 });
    expect(view).toMatchObject({
      revision: 1,
      protocol: 'OIDC',
      provider: 'OKTA',
      enabled: false,
      oidc: {
        issuer: 'https://acme.okta.com',
        clientId: 'rollcall',
        scopes: 'openid email profile',
        secret: { hint: '9f3k', setByName: 'Olga Owner' },
      },
      updatedByName: 'Olga Owner',
    });
    const stored = await findConnection(tenantId);
    expect(unseal([tenantId, 'sso', 'clientSecret'], stored?.clientSecret ?? '')).toBe(SECRET);
    expect(await connectionEvents(tenantId)).toMatchObject([
      {
        summary: 'Olga Owner set up single sign-on with Okta by OpenID Connect',
        changes: [
          { attribute: 'identity provider', before: 'Other', after: 'Okta' },
          { attribute: 'issuer URL', before: null, after: 'https://acme.okta.com' },
          { attribute: 'client ID', before: null, after: 'rollcall' },
          { attribute: 'client secret', before: null, after: 'set' },
        ],
      },
    ]);
  });

  it('leaves its secret in no row of any table in clear text', async () => {
    const { tenantId, owner } = await newTenant();
    const clientSecret = `needle-${tenantId}-in-no-haystack`;
    savedConnection(await saveConnection(owner, oidcDraft({ oidc: { clientSecret } })));
    const again = oidcDraft({ revision: 1, oidc: { clientSecret: `${clientSecret}-2` } });
    savedConnection(await saveConnection(owner, again));
    const { rows: tables } = await sql<{ table: string }>`
      select distinct table_name as "table" from information_schema.columns
      where table_schema = current_schema() and column_name = 'tenantId'`.execute(db());
    expect(tables.map(({ table }) => table)).toEqual(expect.arrayContaining(['SsoConnection', 'IdentityEvent']));
    for (const { table } of tables) {
      const { rows } = await sql`
        select 1 from ${sql.table(table)} as held
        where held."tenantId" = ${tenantId} and position(${clientSecret} in held::text) > 0`.execute(db());
      expect(rows, table).toEqual([]);
    }
    expect(JSON.stringify(await findConnectionView(tenantId))).not.toContain(clientSecret);
  });

  it('keeps the secret that is not given again, and says when it was replaced', async () => {
    const { tenantId, owner } = await newTenant();
    savedConnection(await saveConnection(owner, oidcDraft()));
    const kept = savedConnection(
      await saveConnection(owner, oidcDraft({ revision: 1, oidc: { clientSecret: undefined, clientId: 'other' } })),
    );
    expect(kept.view.oidc.secret?.hint).toBe('9f3k');
    const empty = oidcDraft({ revision: 2, oidc: { clientSecret: '', clientId: 'other' } });
    expect(savedConnection(await saveConnection(owner, empty)).view.revision).toBe(2);
    const replaced = oidcDraft({ revision: 2, oidc: { clientSecret: 'short', clientId: 'other' } });
    expect(savedConnection(await saveConnection(owner, replaced)).view.oidc.secret?.hint).toBeNull();
    const [, , last] = await connectionEvents(tenantId);
    expect(last?.changes).toEqual([{ attribute: 'client secret', before: 'set', after: 'replaced' }]);
    const stored = await findConnection(tenantId);
    expect(unseal([tenantId, 'sso', 'clientSecret'], stored?.clientSecret ?? '')).toBe('short');
  });

  it('wants the secret again for another server, which the stored one would be sent to', async () => {
    const { tenantId, owner } = await newTenant();
    savedConnection(await saveConnection(owner, oidcDraft()));
    const elsewhere = { issuer: 'https://evil.test', clientSecret: undefined };
    const refused = await saveConnection(owner, oidcDraft({ revision: 1, oidc: elsewhere }));
    expect(fieldErrors(refused)).toEqual({ 'oidc.clientSecret': expect.stringContaining('is not sent elsewhere') });
    expect((await findConnection(tenantId))?.issuer).toBe('https://acme.okta.com');
    const sameServer = { issuer: 'https://acme.okta.com/oauth2/default', clientSecret: undefined };
    savedConnection(await saveConnection(owner, oidcDraft({ revision: 1, oidc: sameServer })));
  });

  it('may be saved in steps while it is off', async () => {
    const { owner } = await newTenant();
    const begun = connectionDraft({ oidc: { issuer: 'https://idp.acme.test' } });
    const first = savedConnection(await saveConnection(owner, begun));
    expect(first.view.missing.toEnable).toEqual([
      'Enter the client ID.',
      'Enter the client secret.',
      'Test the connection: no test has succeeded yet.',
      'Verify an email domain: it decides who is sent to the identity provider.',
    ]);
  });

  it('takes the address of the configuration for the issuer', async () => {
    const { owner } = await newTenant();
    const issuer = 'https://acme.okta.com/oauth2/default/.well-known/openid-configuration';
    const { view } = savedConnection(await saveConnection(owner, oidcDraft({ oidc: { issuer } })));
    expect(view.oidc.issuer).toBe('https://acme.okta.com/oauth2/default');
  });

  it.each([
    ['oidc.issuer', { issuer: 'acme.okta.com' }, 'Enter a whole address that begins with https://'],
    ['oidc.issuer', { issuer: 'javascript:alert(1)' }, 'Enter a whole address that begins with https://'],
    ['oidc.issuer', { issuer: 'http://acme.okta.com' }, 'Use https://.'],
    ['oidc.issuer', { issuer: 'https://user:pass@acme.okta.com' }, 'Leave out the user name and password'],
    ['oidc.issuer', { issuer: 'https://acme.okta.com/#here' }, 'Leave out the "#"'],
    ['oidc.issuer', { issuer: 'https://acme.okta.com/?a=b' }, 'Leave out the "?"'],
    ['oidc.scopes', { scopes: 'email profile' }, 'Add openid'],
    ['oidc.scopes', { scopes: 'openid e"mail' }, '"e"mail" cannot be one'],
  ])('refuses %s of %j in words', async (field, oidc, words) => {
    const { tenantId, owner } = await newTenant();
    const refused = await saveConnection(owner, oidcDraft({ oidc }));
    expect(refused).toMatchObject({ ok: false, reason: 'invalid' });
    expect(fieldErrors(refused)[field]).toContain(words);
    expect(await findConnection(tenantId)).toBeNull();
    expect(await connectionEvents(tenantId)).toEqual([]);
  });

  it('stores only names of claims that are not the default', async () => {
    const { owner } = await newTenant();
    const claimNames = { email: 'mail', givenName: 'given_name', roles: '' };
    const { view } = savedConnection(await saveConnection(owner, oidcDraft({ claimNames })));
    expect(view.claimNames).toEqual({ email: 'mail' });
    expect(view.defaultClaimNames.givenName).toBe('given_name');
  });
});

describe('a connection by SAML', () => {
  it('gets a key pair at its first save, once, with the private key sealed', async () => {
    const { tenantId, owner } = await newTenant();
    const { view } = savedConnection(await saveConnection(owner, samlDraft([certificates[0]])));
    expect(view.spCertificate).toContain('-----BEGIN CERTIFICATE-----');
    expect(view.saml.certificates).toMatchObject([{ subject: 'CN=One', state: 'valid' }]);
    const stored = await findConnection(tenantId);
    expect(unseal([tenantId, 'sso', 'spPrivateKey'], stored?.spPrivateKey ?? '')).toContain('PRIVATE KEY');
    const again = savedConnection(await saveConnection(owner, samlDraft(certificates, { revision: 1 })));
    expect(again.view.spCertificate).toBe(view.spCertificate);
  });

  it('gets another key pair when the operator has lost the key of the first', async () => {
    const { tenantId, owner } = await newTenant();
    const { view } = savedConnection(await saveConnection(owner, samlDraft([certificates[0]])));
    await db()
      .updateTable('SsoConnection')
      .set({ spPrivateKey: 'sec1.lost.AAAAAAAAAAAAAAAA.AAAA' })
      .where('tenantId', '=', tenantId)
      .execute();
    expect((await findConnectionView(tenantId)).warnings).toEqual([
      expect.stringContaining('private key cannot be opened any more'),
    ]);
    const again = savedConnection(await saveConnection(owner, samlDraft([certificates[0]], { revision: 1 })));
    expect(again.view.spCertificate).not.toBe(view.spCertificate);
    expect(again.view.warnings).toEqual([]);
  });

  it('reads certificates however they are pasted, each once', async () => {
    const { owner } = await newTenant();
    const [one, two] = certificates;
    const bare = one.replace(/-----[A-Z ]+-----|\s/g, '');
    const { view } = savedConnection(await saveConnection(owner, samlDraft([bare, `${one}\n${two}`, '  '])));
    expect(view.saml.certificates.map(({ subject }) => subject)).toEqual(['CN=One', 'CN=Two']);
  });

  it.each([
    ['saml.idpEntityId', { idpEntityId: 'urn:idp acme' }, 'Leave out the blanks'],
    ['saml.idpSsoUrl', { idpSsoUrl: 'http://idp.acme.test/sso' }, 'Use https://.'],
    ['saml.idpSloUrl', { idpSloUrl: 'https://a:b@idp.acme.test/slo' }, 'Leave out the user name'],
    ['saml.idpMetadataUrl', { idpMetadataUrl: 'file:///etc/passwd' }, 'Enter a whole address'],
    ['saml.certificates.0', { certificates: ['rubbish'] }, 'is not a certificate'],
  ])('refuses %s of %j in words', async (field, saml, words) => {
    const { tenantId, owner } = await newTenant();
    const refused = await saveConnection(owner, samlDraft([certificates[0]], { saml }));
    expect(fieldErrors(refused)[field]).toContain(words);
    expect(await findConnection(tenantId)).toBeNull();
  });
});

describe('the save of a connection', () => {
  it('overwrites nothing when another admin saved meanwhile, and shows what they saved', async () => {
    const { tenantId, owner } = await newTenant();
    await saveConnection({ ...owner, name: 'Priya N.' }, oidcDraft());
    const late = await saveConnection(owner, oidcDraft({ oidc: { clientId: 'mine', issuer: 'not valid' } }));
    const current = { revision: 1, oidc: { clientId: 'rollcall' } };
    expect(late).toMatchObject({ ok: false, reason: 'conflict', current });
    expect(late).toHaveProperty('message', expect.stringContaining('Priya N. saved this page meanwhile'));
    expect(await findConnection(tenantId)).toMatchObject({ clientId: 'rollcall', revision: 1 });
  });

  it('lets exactly one of several first saves through', async () => {
    const { owner, tenantId } = await newTenant();
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((clientId) => saveConnection(owner, oidcDraft({ oidc: { clientId } }))),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await findConnection(tenantId))?.revision).toBe(1);
  });

  it('writes and records nothing when nothing changes, whatever the revision', async () => {
    const { owner, tenantId } = await newTenant();
    await saveConnection(owner, oidcDraft());
    const same = oidcDraft({ revision: 0, oidc: { clientSecret: undefined } });
    expect(savedConnection(await saveConnection(owner, same)).view.revision).toBe(1);
    expect(await connectionEvents(tenantId)).toHaveLength(1);
  });

  it.each(['MEMBER', 'VIEWER', null] as const)('is refused to the level %s', async (level) => {
    const { owner, tenantId } = await newTenant();
    expect(await saveConnection({ ...owner, level }, oidcDraft())).toMatchObject({ ok: false, reason: 'forbidden' });
    expect(await findConnection(tenantId)).toBeNull();
  });

  it('leaves the connection of another tenant alone', async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    savedConnection(await saveConnection(other.owner, oidcDraft({ oidc: { clientId: 'theirs' } })));
    savedConnection(await saveConnection(one.owner, oidcDraft()));
    expect(await findConnection(other.tenantId)).toMatchObject({ clientId: 'theirs', revision: 1 });
    expect((await findConnectionView((await newTenant()).tenantId)).revision).toBe(0);
  });

  it('keeps the protocol, and all that it needs, while people sign in by it', async () => {
    const { owner, tenantId } = await newTenant();
    await saveConnection(owner, oidcDraft());
    await markTested(tenantId, true);
    const other = await saveConnection(owner, samlDraft([certificates[0]], { revision: 1, oidc: oidcDraft().oidc }));
    expect(fieldErrors(other)).toEqual({ protocol: expect.stringContaining('Turn single sign-on off') });
    const less = await saveConnection(owner, oidcDraft({ revision: 1, oidc: { clientId: '' } }));
    expect(fieldErrors(less)).toEqual({ 'oidc.clientId': expect.stringContaining('Enter the client ID.') });
    expect(await findConnection(tenantId)).toMatchObject({ revision: 1, enabled: true });
  });
});
