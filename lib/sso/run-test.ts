import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { AttributeChange } from '@/lib/activity/identity-event';
import { providerName } from '@/lib/activity/provider-name';
import { ssoCodes } from '@/lib/activity/sso-codes';
import { storableText } from '@/lib/activity/storable-text';
import { db, jsonb } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { deriveRoles } from '@/lib/roles/derive-roles';
import type { RoleMapping } from '@/lib/roles/role-mapping';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';
import { beginningOf } from '@/lib/scim/storable-text';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';
import type { SsoConnection } from '@/lib/sso/connection';
import { claimFacts } from '@/lib/sso/policy/claim-facts';
import { decideSignIn } from '@/lib/sso/policy/decide-sign-in';
import type { SignInDecision } from '@/lib/sso/policy/decide-sign-in';
import { loadState } from '@/lib/sso/policy/load-state';
import type { LoadedState } from '@/lib/sso/policy/load-state';
import { planAdmission } from '@/lib/sso/policy/plan-admission';
import { shownClaims } from '@/lib/sso/policy/shown-claims';
import { checksOf, checksUntil } from '@/lib/sso/policy/test-checks';
import type { SsoFailure } from '@/lib/sso/sso-failure';
import type { StoredTest, TestReport } from '@/lib/sso/test-report';

/** How the identity provider answered a test. */
export type TestOutcome = { identity: AssertedIdentity } | { failure: SsoFailure };

/** As many of an admin's tests are kept. */
const MOST_KEPT = 10;

const LONGEST_TEXT = 1_000;

/**
 * Stores what a test found, and changes nothing else but that the connection counts as tested when it passed. Whether
 * the person who tested would be let in is told, and does not matter for that.
 */
export async function testReport(
  connection: SsoConnection,
  memberId: string,
  outcome: TestOutcome,
): Promise<StoredTest> {
  return db()
    .transaction()
    .execute(async (trx) => {
      const report =
        'failure' in outcome
          ? failureReport(connection, outcome.failure)
          : await identityReport(trx, connection, outcome.identity);
      const test: StoredTest = {
        id: uuidv7(),
        trial: connection.trial,
        passed: report.checks.every(({ state }) => state !== 'failed'),
        report: storable(report),
        createdAt: new Date(),
      };
      await store(trx, connection, memberId, test);
      return test;
    });
}

function failureReport(connection: SsoConnection, failure: SsoFailure): TestReport {
  const { code, message, comparison } = failure;
  const idpError = code === 'sso_idp_refused' ? message : null;
  return {
    protocol: connection.protocol,
    checks: checksUntil(failure, connection),
    claims: [],
    refusal: { code, message: ssoCodes[code].forAdmin, comparison, idpError },
    decision: null,
    roles: null,
  };
}

async function identityReport(
  trx: DatabaseTransaction,
  connection: SsoConnection,
  identity: AssertedIdentity,
): Promise<TestReport> {
  // A connection is tested before it is switched on, and what is tested is what the admin sees.
  const state: LoadedState = { ...(await loadState(trx, connection, identity)), connection: 'current' };
  const mapping = await findTenantMapping(connection.tenantId, trx);
  const decision = decideSignIn(state);
  const refused = decision.kind === 'reject' ? decision : null;
  return {
    protocol: identity.protocol,
    checks: checksOf(connection, identity, state, mapping),
    claims: shownClaims(connection, identity),
    refusal: refused && {
      code: refused.code,
      message: `${refused.detail} ${ssoCodes[refused.code].forAdmin}`,
      comparison: null,
      idpError: null,
    },
    decision: decisionSentence(decision),
    roles: await rolesReport(trx, connection, state, mapping, decision),
  };
}

function decisionSentence(decision: SignInDecision): string | null {
  switch (decision.kind) {
    case 'create':
      return `${decision.profile.displayName} would become a member, with the address ${decision.profile.email}`;
    case 'admit':
      return `Would be admitted as ${decision.member.displayName} (${decision.member.email})`;
    case 'reject':
      return null;
  }
}

/** What the mapping makes of the claims, also where a sign-in would not ask it: then it says so. */
async function rolesReport(
  trx: DatabaseTransaction,
  { provider }: SsoConnection,
  state: LoadedState,
  mapping: RoleMapping,
  decision: SignInDecision,
): Promise<TestReport['roles']> {
  const { grants, reasons, warnings } = deriveRoles(mapping, await claimFacts(trx, state, mapping));
  const asked = decision.kind === 'create' || (decision.kind === 'admit' && decision.roles === 'derive');
  const plan = asked ? await planAdmission(trx, state, decision) : { grants, warnings, change: null };
  const why = state.scimEnabled
    ? `SCIM is on, so roles come from what ${providerName(provider)} provisions; sign-ins leave them. ` +
      'Of these claims the mapping would make:'
    : 'Sign-ins leave the roles that members have. A newcomer would begin with:';
  const named = new Map(mapping.roles.map(({ key, name }) => [key, name]));
  const warned = decision.kind === 'admit' && !asked ? decision.warnings : [];
  return {
    names: plan.grants.map(({ roleKey }) => named.get(roleKey) ?? roleKey),
    reasons: asked || (!state.scimEnabled && mapping.source !== 'PORTAL') ? [...reasons] : [why, ...reasons],
    warnings: [...warned, ...plan.warnings, ...lossOf(decision, plan.change)],
  };
}

/** Whoever tests should hear that they would lose a role before they switch on what takes it. */
function lossOf(decision: SignInDecision, change: AttributeChange | null): string[] {
  if (decision.kind !== 'admit' || !change) return [];
  const after = change.after ?? 'no role, so no access';
  const before = change.before ?? 'without a role';
  return [`${decision.member.displayName} is ${String(before)} now; a sign-in would make that ${String(after)}`];
}

async function store(
  trx: DatabaseTransaction,
  { tenantId, trial }: SsoConnection,
  memberId: string,
  { id, passed, report, createdAt }: StoredTest,
): Promise<void> {
  await trx
    .insertInto('SsoTest')
    .values({ tenantId, id, memberId, trial, passed, report: jsonb(report), createdAt })
    .execute();
  await sql`
    delete from "SsoTest" where "tenantId" = ${tenantId} and "memberId" = ${memberId} and "id" not in (
      select "id" from "SsoTest" where "tenantId" = ${tenantId} and "memberId" = ${memberId}
      order by "createdAt" desc, "id" desc limit ${MOST_KEPT}::int)`.execute(trx);
  if (!passed) return;
  await trx
    .updateTable('SsoConnection')
    .set({ testedTrial: trial, testedAt: createdAt })
    .where('tenantId', '=', tenantId)
    .where('trial', '=', trial)
    .execute();
}

/** What a stranger sent is in many places; it is cut where it is longer than anybody would read. */
function storable(report: TestReport): TestReport {
  return JSON.parse(JSON.stringify(report, (_key, value: unknown) => {
    return typeof value === 'string' ? storableText(beginningOf(value, LONGEST_TEXT)) : value;
  })) as TestReport;
}
