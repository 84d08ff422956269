import type { AttributeChange } from '@/lib/activity/identity-event';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { grantsOfSso, sameGrants } from '@/lib/provisioning/roles/planned-grant';
import type { PlannedGrant } from '@/lib/provisioning/roles/planned-grant';
import { roleChange } from '@/lib/provisioning/roles/role-change';
import { deriveRoles } from '@/lib/roles/derive-roles';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';
import { claimFacts } from '@/lib/sso/policy/claim-facts';
import type { SignInDecision } from '@/lib/sso/policy/decide-sign-in';
import type { LoadedState } from '@/lib/sso/policy/load-state';
import { planRoles } from '@/lib/sso/policy/plan-roles';
import type { RolePlan } from '@/lib/sso/policy/plan-roles';

/** Somebody is let in. */
export type Letting = Extract<SignInDecision, { kind: 'create' | 'admit' }>;

/** What letting somebody in does to their roles. */
export interface AdmissionPlan {
  /** The roles from now on, each with its reason. */
  grants: readonly PlannedGrant[];
  /** Whether they, or their reasons, are others than before. */
  changesGrants: boolean;
  /** The roles by name; null when they stay. */
  change: AttributeChange | null;
  warnings: readonly string[];
  /** The generation of the mapping that was asked; null when none was. */
  generation: number | null;
  takesOwner: boolean;
}

/** Asks the mapping what the claims give, where it is to be asked. */
export async function planAdmission(
  database: Database | DatabaseTransaction,
  state: LoadedState,
  decision: Letting,
): Promise<AdmissionPlan> {
  const member = decision.kind === 'admit' ? decision.member : null;
  const held = member?.grants ?? [];
  const warnings = decision.kind === 'admit' ? decision.warnings : [];
  if (decision.kind === 'admit' && decision.roles === 'keep') {
    return { grants: held, changesGrants: false, change: null, warnings, generation: null, takesOwner: false };
  }
  const mapping = await findTenantMapping(state.tenantId, database);
  const derived = deriveRoles(mapping, await claimFacts(database, state, mapping));
  const plan: RolePlan =
    member === null
      ? { grants: grantsOfSso(derived), warnings: [...derived.warnings], takesOwner: false }
      : derived.managed
        ? planRoles(mapping, member, derived)
        : { grants: held, warnings: [], takesOwner: false };
  return {
    grants: plan.grants,
    changesGrants: !sameGrants(held, plan.grants),
    change: roleChange(mapping, held, plan.grants),
    warnings: [...warnings, ...plan.warnings],
    generation: mapping.generation,
    takesOwner: plan.takesOwner,
  };
}
