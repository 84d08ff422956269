import { Command } from 'commander';
import { z } from 'zod';
import { JSON_OPTION, print } from '@/cli/output';
import type { OutputOptions } from '@/cli/output';
import { requireTenant } from '@/cli/require-tenant';
import { valid } from '@/cli/valid';
import { withDatabase } from '@/cli/with-database';
import { seedTenant } from '@/lib/seed/seed-tenant';

const amount = (most: number) => z.coerce.number('Give a whole number.').int('Give a whole number.').min(0).max(most);

const seedSchema = z.object({
  tenant: z.string(),
  users: amount(1_000_000),
  groups: amount(100_000),
  members: amount(100_000),
});

export function seedCommand(): Command {
  return new Command('seed')
    .description('add a population to an organisation, for trying things at size')
    .requiredOption('--tenant <id>', 'the organisation')
    .option('--users <count>', 'people to add', '1000')
    .option('--groups <count>', 'groups to add; every tenth has another as a member', '20')
    .option('--members <count>', 'people in each of these groups', '50')
    .option(...JSON_OPTION)
    .action(seed);
}

async function seed(options: OutputOptions & Record<string, unknown>): Promise<void> {
  const { tenant, users, groups, members } = valid(seedSchema, options);
  const started = performance.now();
  await withDatabase(async () => {
    await requireTenant(tenant);
    await seedTenant({ tenantId: tenant, users, groups, members }, (done) => console.error(`${done} of ${users} people`));
  });
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  print(options, { tenant, users, groups, members: Math.min(members, users), seconds }, (result) =>
    `Added ${users} people and ${groups} groups of ${result.members} to ${tenant} in ${seconds} s.`,
  );
}
