import type { SsoProtocol } from '@/lib/db/generated/kysely/enums';
import type { DnsServer } from '@/testing/dns-server';
import { startDnsServer } from '@/testing/dns-server';
import { freePort } from '@/testing/embedded-postgres';
import type { HostileOidcIdp } from '@/testing/idp/hostile-oidc-idp';
import { startHostileOidcIdp } from '@/testing/idp/hostile-oidc-idp';
import type { OidcIdp } from '@/testing/idp/oidc-idp';
import { startOidcIdp } from '@/testing/idp/oidc-idp';
import type { SamlIdp } from '@/testing/idp/saml-idp';
import { startSamlIdp } from '@/testing/idp/saml-idp';
import type { TestTenant } from '@/testing/new-tenant';
import { setConnection, verifyDomain } from '@/testing/set-connection';
import type { IdpPerson } from './idp-person';
import { idpPerson } from './idp-person';
import type { Connection, TestIdp } from './sso-idps';
import { oidcTestIdp, samlTestIdp } from './sso-idps';
import { expect, test as base } from './test';

/** An organisation that signs in by an identity provider, with a verified domain. */
export interface ConnectedTenant extends TestTenant {
  protocol: SsoProtocol;
  domain: string;
  /** Makes somebody with an address in the domain known to the identity provider. */
  know: (name: string, said?: Partial<IdpPerson>) => IdpPerson;
}

interface Fixtures {
  /** Connects the test's organisation to the identity provider of a protocol, switched on. */
  connected: (protocol: SsoProtocol, changes?: Connection) => Promise<ConnectedTenant>;
}

interface WorkerFixtures {
  oidcIdp: OidcIdp;
  hostileIdp: HostileOidcIdp;
  samlIdp: SamlIdp;
  dnsServer: DnsServer;
  idps: Record<SsoProtocol, TestIdp>;
}

/**
 * Tests of single sign-on. The identity providers are at 127.0.0.1 and Rollcall at localhost: another site to a
 * browser, so that what they post arrives without cookies, as in the world.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  oidcIdp: [async ({}, use) => closing(await startOidcIdp(), use), { scope: 'worker' }],
  hostileIdp: [async ({}, use) => closing(await startHostileOidcIdp(), use), { scope: 'worker' }],
  samlIdp: [async ({}, use) => closing(await startSamlIdp(), use), { scope: 'worker' }],
  dnsServer: [async ({}, use) => closing(await startDnsServer(), use), { scope: 'worker' }],

  serverEnv: [
    async ({ oidcIdp, hostileIdp, samlIdp, dnsServer }, use) => {
      const port = String(await freePort());
      const hosts = [oidcIdp.issuer, hostileIdp.issuer, samlIdp.origin].map((origin) => new URL(origin).host);
      await use({
        PORT: port,
        ROLLCALL_URL: `http://localhost:${port}`,
        ROLLCALL_OUTBOUND_ALLOW: hosts.join(','),
        ROLLCALL_DNS_SERVERS: dnsServer.address,
      });
    },
    { scope: 'worker' },
  ],

  idps: [
    async ({ oidcIdp, samlIdp }, use) => use({ OIDC: oidcTestIdp(oidcIdp), SAML: samlTestIdp(samlIdp) }),
    { scope: 'worker' },
  ],

  connected: async ({ tenant, idps }, use) => {
    await use(async (protocol, changes) => {
      const { tenantId } = tenant;
      const domain = `${tenantId}.test`;
      await setConnection(tenantId, { ...(await idps[protocol].connect(tenantId)), ...changes });
      await verifyDomain(tenantId, domain);
      const know: ConnectedTenant['know'] = (name, said) => {
        const person = idpPerson(`${name}@${domain}`, said);
        idps[protocol].know(person);
        return person;
      };
      return { ...tenant, protocol, domain, know };
    });
  },
});

async function closing<Server extends { close: () => Promise<void> }>(
  server: Server,
  use: (server: Server) => Promise<void>,
): Promise<void> {
  await use(server);
  await server.close();
}

export const protocols = ['OIDC', 'SAML'] as const satisfies readonly SsoProtocol[];

export { expect };
