import { OperatorError } from '@/lib/shared/operator-error';
import { findTenant } from '@/lib/tenants/tenants';

/** @throws OperatorError when there is no such tenant */
export async function requireTenant(id: string): Promise<void> {
  if (await findTenant(id)) return;
  throw new OperatorError(`There is no tenant ${id}. \`tenant list\` shows the tenants there are.`);
}
