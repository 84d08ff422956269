import { v7 as uuidv7 } from 'uuid';
import { EventThrottle } from '@/lib/activity/event-throttle';
import type { IdentityEventDraft } from '@/lib/activity/identity-event';
import { recordEvents } from '@/lib/activity/record-event';
import type { SsoCode } from '@/lib/activity/sso-codes';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { lockTenant } from '@/lib/members/last-owner';
import { processWide } from '@/lib/shared/process-wide';
import type { Client } from '@/lib/sign-in/client-address';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';
import type { SsoConnection } from '@/lib/sso/connection';
import { decideSignIn } from '@/lib/sso/policy/decide-sign-in';
import type { SignInDecision } from '@/lib/sso/policy/decide-sign-in';
import { loadState } from '@/lib/sso/policy/load-state';
import type { LoadedState } from '@/lib/sso/policy/load-state';
import { planAdmission } from '@/lib/sso/policy/plan-admission';
import type { AdmissionPlan, Letting } from '@/lib/sso/policy/plan-admission';
import {
  creationEvent,
  loginEvent,
  profileChanges,
  rejectionEvent,
  updateEvent,
} from '@/lib/sso/policy/sign-in-events';
import type { SignInOrigin } from '@/lib/sso/policy/sign-in-events';
import { writeAdmission } from '@/lib/sso/policy/write-admission';

export type Admission =
  | { ok: true; memberId: string; created: boolean }
  | { ok: false; code: SsoCode; email: string | null; eventId: string };

export interface AdmissionTerms {
  client: Client;
  /** What the events of one sign-in have in common. */
  requestId?: string;
}

/** Each lost attempt means that somebody else changed the same person or the tenant's settings. */
const MOST_ATTEMPTS = 20;

/** What a sign-in warns of and does not change is worth an event a day, however often somebody signs in. */
const warned = processWide('sso-warnings', () => new EventThrottle({ quietMs: 24 * 3_600_000, mostKinds: 10_000 }));

/**
 * Decides what becomes of somebody whom the identity provider vouches for, and writes it with its event. The caller
 * commits in either case, because a refusal is recorded by the same transaction, and runs the transaction again when
 * it met another (lib/db/repeat-conflicts).
 * @param trx of isolation level READ COMMITTED: decisions are made again on what others have committed meanwhile
 */
export async function admit(
  connection: SsoConnection,
  identity: AssertedIdentity,
  { client, requestId }: AdmissionTerms,
  trx: DatabaseTransaction,
): Promise<Admission> {
  const origin: SignInOrigin = { connection, identity, client, requestId: requestId ?? null };
  let locksTenant = false;
  for (let count = 1; count <= MOST_ATTEMPTS; count += 1) {
    const state = await loadState(trx, connection, identity);
    const decision = decideSignIn(state);
    if (decision.kind === 'reject') return refuse(trx, origin, state, decision);
    const plan = await planAdmission(trx, state, decision);
    if (needsTenant(decision, plan) && !locksTenant) {
      await lockTenant(trx, connection.tenantId);
      locksTenant = true;
      continue;
    }
    const memberId = decision.kind === 'create' ? uuidv7() : decision.member.id;
    if (await carryOut(trx, origin, state, decision, plan, memberId)) {
      return { ok: true, memberId, created: decision.kind === 'create' };
    }
  }
  throw new Error(`Others kept changing what a sign-in to ${connection.tenantId} was decided on.`);
}

/** Under the tenant's lock nobody else makes a member, takes an address, or takes an owner away. */
function needsTenant(decision: Letting, { takesOwner }: AdmissionPlan): boolean {
  return decision.kind === 'create' || takesOwner || decision.profile.email !== decision.member.email;
}

async function refuse(
  trx: DatabaseTransaction,
  origin: SignInOrigin,
  { claims }: LoadedState,
  decision: Extract<SignInDecision, { kind: 'reject' }>,
): Promise<Admission> {
  const eventId = uuidv7();
  await recordEvents(trx, [{ ...rejectionEvent(origin, decision, claims.email), id: eventId }]);
  return { ok: false, code: decision.code, email: claims.email, eventId };
}

/** @returns false when what was decided on is no longer so; nothing was written then */
function carryOut(
  trx: DatabaseTransaction,
  origin: SignInOrigin,
  state: LoadedState,
  decision: Letting,
  plan: AdmissionPlan,
  memberId: string,
): Promise<boolean> {
  const { tenantId, subject, scimEnabled } = state;
  const { trial } = origin.connection;
  const { profile } = decision;
  const member = decision.kind === 'admit' ? decision.member : null;
  const eventId = uuidv7();
  const { main, all } = eventsOf(origin, state, decision, plan, memberId);
  return writeAdmission(trx, {
    tenantId,
    memberId,
    member,
    profile: profileChanges(member, profile).length > 0 ? profile : null,
    grants: plan.changesGrants ? plan.grants : null,
    eventId: main && eventId,
    subject,
    links: decision.kind === 'create' || decision.links,
    events: all.map((event) => (event === main ? { ...event, id: eventId } : event)),
    basis: { trial, scimEnabled, generation: plan.generation },
    now: new Date(),
  });
}

/** `main` tells what changed; null when nothing did. */
function eventsOf(
  origin: SignInOrigin,
  { logsSuccess }: LoadedState,
  decision: Letting,
  { grants, change, warnings }: AdmissionPlan,
  memberId: string,
): { main: IdentityEventDraft | null; all: IdentityEventDraft[] } {
  const person = { memberId, profile: decision.profile, grants, warnings };
  const main =
    decision.kind === 'create'
      ? creationEvent(origin, person, typeof change?.after === 'string' ? change.after : null)
      : updateEvent(origin, person, { member: decision.member, links: decision.links, change });
  const isNews = main !== null && ((main.changes ?? []).length > 0 || isNewWarning(origin, memberId, warnings));
  const login = logsSuccess ? [loginEvent(origin, person)] : [];
  return { main: isNews ? main : null, all: isNews ? [main, ...login] : login };
}

function isNewWarning({ connection }: SignInOrigin, memberId: string, warnings: readonly string[]): boolean {
  return warned.admit([connection.tenantId, memberId, ...warnings].join('\n'), Date.now()) !== null;
}
