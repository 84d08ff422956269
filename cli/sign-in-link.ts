import { Command } from 'commander';
import { JSON_OPTION, print } from '@/cli/output';
import type { OutputOptions } from '@/cli/output';
import { requireTenant } from '@/cli/require-tenant';
import { valid } from '@/cli/valid';
import { withDatabase } from '@/cli/with-database';
import { emailAddressSchema } from '@/lib/members/email-address';
import { findActiveMemberByEmail } from '@/lib/members/find-member-by-email';
import { operator } from '@/lib/roles/permission';
import { accepted } from '@/lib/shared/accepted';
import { OperatorError } from '@/lib/shared/operator-error';
import { createSignInLink } from '@/lib/sign-in/one-time-link';

interface LinkOptions extends OutputOptions {
  tenant: string;
  email: string;
}

export function signInLinkCommand(): Command {
  return new Command('sign-in-link')
    .description('make a link that signs a member in once, for example an owner whose mail does not arrive')
    .requiredOption('--tenant <id>', 'the organisation')
    .requiredOption('--email <email>', 'the member')
    .option(...JSON_OPTION)
    .action(make);
}

async function make(options: LinkOptions): Promise<void> {
  const email = valid(emailAddressSchema, options.email);
  const link = await withDatabase(async () => {
    await requireTenant(options.tenant);
    const member = await findActiveMemberByEmail(options.tenant, email);
    if (!member) throw new OperatorError(`${options.tenant} has no active member with the address ${email}.`);
    return accepted(await createSignInLink(operator(options.tenant), { memberId: member.id }));
  });
  const { url, expiresAt } = link;
  print(options, { url, expiresAt }, () => `This link signs ${email} in once, within 15 minutes:\n${url}`);
}
