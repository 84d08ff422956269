import { Command } from 'commander';
import { explainFailure } from '@/lib/boot/explain-failure';
import { credentialCommand } from '@/cli/credential';
import { databaseCommand } from '@/cli/database';
import { memberCommand } from '@/cli/member';
import { seedCommand } from '@/cli/seed';
import { signInLinkCommand } from '@/cli/sign-in-link';
import { tenantCommand } from '@/cli/tenant';

/** The operators' commands: `npm run rollcall -- <command>`, beside a running server or without one. */
const program = new Command('rollcall')
  .description('Commands for whoever operates this Rollcall server.')
  .helpCommand(false)
  .showHelpAfterError('Add --help to see how the command is used.')
  .addCommand(tenantCommand())
  .addCommand(memberCommand())
  .addCommand(credentialCommand())
  .addCommand(signInLinkCommand())
  .addCommand(seedCommand())
  .addCommand(databaseCommand());

try {
  await program.parseAsync();
} catch (error) {
  console.error(explainFailure(error));
  process.exitCode = 1;
}
