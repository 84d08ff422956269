import { Command, Option } from 'commander';
import { day, JSON_OPTION, print, table } from '@/cli/output';
import type { OutputOptions } from '@/cli/output';
import { requireTenant } from '@/cli/require-tenant';
import { valid } from '@/cli/valid';
import { withDatabase } from '@/cli/with-database';
import { credentialScopes } from '@/lib/credentials/credential-scopes';
import { identityProviders } from '@/lib/credentials/identity-providers';
import { listCredentials } from '@/lib/credentials/list-credentials';
import { mintCredential, mintCredentialSchema } from '@/lib/credentials/mint-credential';
import { rolesProfiles } from '@/lib/credentials/roles-profiles';
import { revokeCredential } from '@/lib/credentials/revoke-credential';
import { operator } from '@/lib/roles/permission';
import { accepted } from '@/lib/shared/accepted';
import { getIdentitySettings } from '@/lib/tenants/identity-settings';
import { tenantBaseUrl } from '@/lib/tenants/tenant-base-url';

interface TenantOptions extends OutputOptions {
  tenant: string;
}

interface MintOptions extends TenantOptions {
  label: string;
  provider?: string;
  scope: string[];
  expires?: string;
  strict?: true;
  roles: string;
}

const providers = identityProviders.map(({ value }) => value.toLowerCase());
const scopes = credentialScopes.map(({ value }) => value);
const profiles = rolesProfiles.map(({ value }) => value.toLowerCase());

export function credentialCommand(): Command {
  const credential = new Command('credential').description('tokens for SCIM and the API');
  credential
    .command('mint')
    .description('create a token, which is shown this once')
    .requiredOption('--tenant <id>', 'the organisation')
    .requiredOption('--label <text>', 'where the token will live, for example "Okta production"')
    .addOption(new Option('--provider <name>', 'the identity provider that will use it').choices(providers))
    .addOption(new Option('--scope <scope...>', 'what it may be used for').choices(scopes).default(['scim']))
    .option('--expires <date>', 'when it ends, for example 2027-01-31 (default: never)')
    .option('--strict', 'refuse what the RFCs do not define, for testing a client (default: repair it)')
    .addOption(new Option('--roles <form>', 'how /Roles is served to it').choices(profiles).default('okta'))
    .option(...JSON_OPTION)
    .action(mint);
  credential
    .command('list')
    .description('list the tokens of an organisation, without their secrets')
    .requiredOption('--tenant <id>', 'the organisation')
    .option(...JSON_OPTION)
    .action(list);
  credential
    .command('revoke')
    .description('make a token useless at once')
    .requiredOption('--tenant <id>', 'the organisation')
    .argument('<credential-id>', 'as `credential list` shows it')
    .option(...JSON_OPTION)
    .action(revoke);
  return credential;
}

async function mint(options: MintOptions): Promise<void> {
  const { label, provider, scope, expires, strict, roles, tenant } = options;
  const input = valid(mintCredentialSchema, {
    label,
    provider: provider?.toUpperCase(),
    scopes: scope,
    expiresAt: expires,
    mode: strict ? 'STRICT' : 'COMPATIBLE',
    rolesProfile: roles.toUpperCase(),
  });
  const minted = await withDatabase(async () => {
    await requireTenant(tenant);
    const { token, credential } = accepted(await mintCredential(operator(tenant), input));
    const { scimEnabled } = await getIdentitySettings(tenant);
    return { token, scimBaseUrl: tenantBaseUrl(tenant), scimEnabled, credential };
  });
  print(options, minted, ({ token, scimBaseUrl, scimEnabled, credential }) =>
    [
      `Created “${credential.label}” (${credential.id}). The token is shown this once:`,
      `SCIM base URL: ${scimBaseUrl}`,
      `Token: ${token}`,
      ...(scimEnabled ? [] : ['SCIM is switched off for this organisation: switch it on in Settings → Identity → SCIM.']),
    ].join('\n'),
  );
}

async function list(options: TenantOptions): Promise<void> {
  const credentials = await withDatabase(async () => {
    await requireTenant(options.tenant);
    return listCredentials(options.tenant);
  });
  print(options, credentials, (rows) =>
    rows.length === 0
      ? 'There is no credential yet.'
      : table(rows, {
          ID: ({ id }) => id,
          LABEL: ({ label }) => label,
          HINT: ({ hint }) => hint,
          STATE: ({ state }) => state,
          SCOPES: ({ scopes: held }) => held.join(', '),
          MODE: ({ mode }) => mode.toLowerCase(),
          ROLES: ({ rolesProfile }) => rolesProfile.toLowerCase(),
          EXPIRES: ({ expiresAt }) => day(expiresAt),
          'LAST USED': ({ lastUsedAt }) => day(lastUsedAt),
        }),
  );
}

async function revoke(credentialId: string, options: TenantOptions): Promise<void> {
  const { credential } = await withDatabase(async () => {
    await requireTenant(options.tenant);
    return accepted(await revokeCredential(operator(options.tenant), { credentialId }));
  });
  print(options, credential, ({ label }) => `Revoked “${label}”. Requests with its token are refused from now on.`);
}
