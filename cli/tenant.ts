import { Command } from 'commander';
import { z } from 'zod';
import { day, JSON_OPTION, print, table } from '@/cli/output';
import type { OutputOptions } from '@/cli/output';
import { valid } from '@/cli/valid';
import { withDatabase } from '@/cli/with-database';
import { db } from '@/lib/db/kysely';
import { emailAddressSchema } from '@/lib/members/email-address';
import { operator } from '@/lib/roles/permission';
import { accepted } from '@/lib/shared/accepted';
import { oneLineSchema } from '@/lib/shared/one-line';
import { createSignInLink } from '@/lib/sign-in/one-time-link';
import { createTenant } from '@/lib/tenants/create-tenant';
import { saveIdentitySettings } from '@/lib/tenants/save-identity-settings';
import { tenantIdSchema } from '@/lib/tenants/tenant-id';
import { listTenants } from '@/lib/tenants/tenants';
import { tenantBaseUrl } from '@/lib/tenants/tenant-base-url';

const newTenantSchema = z.object({
  name: oneLineSchema.min(1, 'Give the organisation a name.').max(120),
  id: tenantIdSchema.optional(),
  ownerEmail: emailAddressSchema,
  ownerName: oneLineSchema.min(1).max(120).optional(),
  scim: z.boolean().default(false),
});

export function tenantCommand(): Command {
  const tenant = new Command('tenant').description('organisations');
  tenant
    .command('create')
    .description('create an organisation and its owner')
    .requiredOption('--name <name>', 'name of the organisation')
    .requiredOption('--owner-email <email>', 'email address of its owner')
    .option('--owner-name <name>', 'name of its owner (default: the email address)')
    .option('--id <id>', 'its part of URLs: a-z, 0-9 and hyphens (default: made from the name)')
    .option('--scim', 'switch SCIM provisioning on')
    .option(...JSON_OPTION)
    .action(create);
  tenant
    .command('list')
    .description('list all organisations')
    .option(...JSON_OPTION)
    .action(list);
  return tenant;
}

async function create(options: OutputOptions & Record<string, unknown>): Promise<void> {
  const { scim, ...input } = valid(newTenantSchema, options);
  const created = await withDatabase(async () => {
    const { tenantId, ownerId } = await createTenant(db(), {
      ...input,
      ownerName: input.ownerName ?? input.ownerEmail,
    });
    if (scim) accepted(await saveIdentitySettings(operator(tenantId), { revision: 1, scimEnabled: true }));
    const { url, expiresAt } = accepted(await createSignInLink(operator(tenantId), { memberId: ownerId }));
    return { id: tenantId, name: input.name, scimBaseUrl: tenantBaseUrl(tenantId), signInUrl: url, expiresAt };
  });
  print(options, created, ({ id, name, signInUrl, scimBaseUrl }) =>
    [
      `Created ${name} with the id ${id}.`,
      `SCIM base URL: ${scimBaseUrl}`,
      `The owner signs in once, within 15 minutes, with: ${signInUrl}`,
    ].join('\n'),
  );
}

async function list(options: OutputOptions): Promise<void> {
  const tenants = await withDatabase(listTenants);
  print(options, tenants, (rows) =>
    rows.length === 0
      ? 'There is no tenant yet.'
      : table(rows, {
          ID: ({ id }) => id,
          NAME: ({ name }) => name,
          'ACTIVE MEMBERS': ({ activeMembers }) => String(activeMembers),
          CREATED: ({ createdAt }) => day(createdAt),
        }),
  );
}
