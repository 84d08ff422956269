import { confirmationOf, isConfirmed } from '@/lib/mapping/confirmation';
import type { PermissionLevel } from '@/lib/roles/role';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

/**
 * Refuses to make people admins or owners until that was typed, as saving a mapping does.
 * @param people how many would rise to the level
 */
export function refuseUnconfirmed(
  level: PermissionLevel,
  people: number,
  typed: string | undefined,
): Refusal<'confirmation'> | null {
  const confirmation = confirmationOf({
    losesAccess: 0,
    newAdmins: level === 'ADMIN' ? people : 0,
    newOwners: level === 'OWNER' ? people : 0,
  });
  if (confirmation === null || isConfirmed(confirmation, typed ?? null)) return null;
  const message = `Type “${confirmation.phrase}” to confirm: ${confirmation.why.join(', and ')}.`;
  return refuse('confirmation', message, 'confirmation');
}
