import { Command, Option } from 'commander';
import { day, JSON_OPTION, print, table } from '@/cli/output';
import type { OutputOptions } from '@/cli/output';
import { requireTenant } from '@/cli/require-tenant';
import { withDatabase } from '@/cli/with-database';
import { listMembers } from '@/lib/members/list-members';
import { memberListSchema } from '@/lib/members/member-list-query';
import type { MemberRow } from '@/lib/members/member-rows';

const PAGE_SIZE = 500;

interface ListOptions extends OutputOptions {
  tenant: string;
  status: string;
  search?: string;
}

export function memberCommand(): Command {
  const member = new Command('member').description('members of an organisation');
  member
    .command('list')
    .description('list the members of an organisation')
    .requiredOption('--tenant <id>', 'the organisation')
    .addOption(new Option('--status <status>', 'which members').choices(['active', 'deprovisioned']).default('active'))
    .option('--search <words>', 'only members whose name, email or userName has all these words')
    .option(...JSON_OPTION)
    .action(list);
  return member;
}

async function list(options: ListOptions): Promise<void> {
  const members = await withDatabase(async () => {
    await requireTenant(options.tenant);
    return everyMember(options);
  });
  print(options, members, (rows) =>
    rows.length === 0
      ? `No ${options.status} member fits.`
      : table(rows, {
          NAME: ({ displayName }) => displayName,
          EMAIL: ({ email }) => email,
          ROLES: ({ roles }) => roles.map(({ key }) => key).join(', ') || 'none',
          'MANAGED BY': ({ managedBy }) => managedBy.toLowerCase(),
          SINCE: ({ createdAt }) => day(createdAt),
          'LAST SEEN': ({ lastSeenAt }) => day(lastSeenAt),
        }),
  );
}

async function everyMember({ tenant, status, search }: ListOptions): Promise<MemberRow[]> {
  const query = memberListSchema.parse({ q: search, status: status.toUpperCase() });
  const members: MemberRow[] = [];
  let after: string | undefined;
  do {
    const page = await listMembers(tenant, { ...query, after }, PAGE_SIZE);
    members.push(...page.members);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return members;
}
