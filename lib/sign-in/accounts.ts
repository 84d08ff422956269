import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { opensByCode } from '@/lib/sign-in/opens-by-code';

/** A membership that a person may open: the same address can belong to one in each tenant. */
export interface Account {
  tenantId: string;
  tenantName: string;
  memberId: string;
  displayName: string;
}

/** Whose accounts: everyone's with an address that has been proven by an emailed code, or one member's. */
export type AccountOwner = { emailKey: string } | { tenantId: string; memberId: string };

/** Active accounts only, by the name of their tenant; of an address only those that a code may open. */
export function findAccounts(
  owner: AccountOwner,
  database: Database | DatabaseTransaction = db(),
): Promise<Account[]> {
  const accounts = database
    .selectFrom('Member')
    .innerJoin('Tenant', 'Tenant.id', 'Member.tenantId')
    .select(['Member.tenantId', 'Tenant.name as tenantName', 'Member.id as memberId', 'Member.displayName'])
    .where('Member.status', '=', 'ACTIVE')
    .orderBy('Tenant.name')
    .orderBy('Member.id');
  if ('emailKey' in owner) {
    const { emailKey } = owner;
    return accounts.where('Member.emailKey', '=', emailKey).where(opensByCode(emailKey)).execute();
  }
  const { tenantId, memberId } = owner;
  return accounts.where('Member.tenantId', '=', tenantId).where('Member.id', '=', memberId).execute();
}
