import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { recordEvents } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { sendMail } from '@/lib/mail/send-mail';
import type { MailOutcome } from '@/lib/mail/send-mail';
import { emailAddressSchema } from '@/lib/members/email-address';
import { lockOwners } from '@/lib/members/last-owner';
import { memberKeys } from '@/lib/members/member-keys';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { publicOrigin } from '@/lib/shared/env';
import { oneLineSchema } from '@/lib/shared/one-line';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

export const inviteMemberSchema = z.object({
  email: emailAddressSchema,
  name: oneLineSchema.min(1, 'Enter the person’s name.').max(120, 'Use at most 120 characters.'),
  roleKey: oneLineSchema.min(1, 'Choose a role.'),
});

export type InviteMember = z.output<typeof inviteMemberSchema>;

/** `restored`: the person had been a member before and is the same member again. */
export type Invited = { ok: true; memberId: string; restored: boolean; mail: MailOutcome };

type RefusedInvitation = Refusal<'forbidden' | 'duplicate' | 'unknown-role' | 'managed-by-scim'>;

interface Former {
  id: string;
  status: string;
  scimUserId: string | null;
  scimEnabled: boolean;
}

/** Makes a person a portal-managed member and mails them where to sign in, once the change is committed. */
export async function inviteMember(actor: Actor, input: InviteMember): Promise<Invited | RefusedInvitation> {
  const refused = refusePermission(actor, 'manageMembers');
  if (refused) return refused;
  const outcome = await db()
    .transaction()
    .execute(async (trx) => {
      await lockOwners(trx, actor.tenantId);
      const role = await findRole(trx, actor.tenantId, input.roleKey);
      if (!role) return refuse('unknown-role', `There is no role "${input.roleKey}" here.`, 'roleKey');
      const forbidden = role.level === 'OWNER' ? refusePermission(actor, 'manageOwners') : null;
      if (forbidden) return forbidden;
      const former = await findFormer(
        trx,
        actor.tenantId,
        memberKeys({ displayName: '', email: input.email }).emailKey,
      );
      const refusal = former && refuseFormer(former, input);
      if (refusal) return refusal;
      const memberId = former ? await restore(trx, actor, input, former) : await create(trx, actor, input);
      const eventId = await recordInvitation(trx, actor, input, memberId, role.name);
      await grantOnly(trx, actor, memberId, { roleKey: input.roleKey, eventId });
      return { ok: true as const, memberId, restored: former !== null, tenantName: role.tenantName };
    });
  if (!outcome.ok) return outcome;
  const { tenantName, ...invited } = outcome;
  return { ...invited, mail: await sendMail(invitation(input, actor.name, tenantName)) };
}

function findRole(trx: DatabaseTransaction, tenantId: string, key: string) {
  return trx
    .selectFrom('Role')
    .innerJoin('Tenant', 'Tenant.id', 'Role.tenantId')
    .select(['Role.name', 'Role.level', 'Tenant.name as tenantName'])
    .where('Role.tenantId', '=', tenantId)
    .where('Role.key', '=', key)
    .executeTakeFirst();
}

/**
 * Whoever has, or had, this address: an active member before a former one, one that SCIM let go of before
 * others.
 */
async function findFormer(
  trx: DatabaseTransaction,
  tenantId: string,
  emailKey: string,
): Promise<Former | null> {
  const former = await trx
    .selectFrom('Member')
    .innerJoin('IdentitySettings', 'IdentitySettings.tenantId', 'Member.tenantId')
    .select(['Member.id', 'Member.status', 'Member.scimUserId', 'IdentitySettings.scimEnabled'])
    .where('Member.tenantId', '=', tenantId)
    .where('Member.emailKey', '=', emailKey)
    .orderBy('Member.status')
    .orderBy('Member.scimUserId', (order) => order.asc().nullsFirst())
    .orderBy('Member.createdAt', 'desc')
    .executeTakeFirst();
  return former ?? null;
}

function refuseFormer(
  { status, scimUserId, scimEnabled }: Former,
  { email }: InviteMember,
): RefusedInvitation | null {
  if (status === 'ACTIVE') return refuse('duplicate', `${email} is a member already.`, 'email');
  if (scimUserId === null || !scimEnabled) return null;
  const message = `SCIM switched ${email} off. Reactivate them in your identity provider; they come back as they were.`;
  return refuse('managed-by-scim', message, 'email');
}

async function create(
  trx: DatabaseTransaction,
  { tenantId }: Actor,
  { email, name }: InviteMember,
): Promise<string> {
  const id = uuidv7();
  await trx
    .insertInto('Member')
    .values({ tenantId, id, email, displayName: name, ...memberKeys({ displayName: name, email }) })
    .execute();
  return id;
}

async function restore(
  trx: DatabaseTransaction,
  { tenantId }: Actor,
  { email, name }: InviteMember,
  former: Former,
): Promise<string> {
  await trx
    .updateTable('Member')
    .set({ status: 'ACTIVE', deprovisionedAt: null, managedBy: 'PORTAL', email, displayName: name })
    .set(memberKeys({ displayName: name, email }))
    .set({ grantsVersion: sql<number>`"grantsVersion" + 1` })
    .where('tenantId', '=', tenantId)
    .where('id', '=', former.id)
    .execute();
  return former.id;
}

async function grantOnly(
  trx: DatabaseTransaction,
  actor: Actor,
  memberId: string,
  { roleKey, eventId }: { roleKey: string; eventId: string },
): Promise<void> {
  const { tenantId, name } = actor;
  await trx
    .deleteFrom('MemberRole')
    .where('tenantId', '=', tenantId)
    .where('memberId', '=', memberId)
    .execute();
  await trx
    .insertInto('MemberRole')
    .values({ tenantId, memberId, roleKey, source: 'PORTAL', reason: `Invited by ${name}`, eventId })
    .execute();
}

/** @returns the id of the event */
async function recordInvitation(
  trx: DatabaseTransaction,
  { tenantId, name: actorName }: Actor,
  { email, name }: InviteMember,
  memberId: string,
  roleName: string,
): Promise<string> {
  const id = uuidv7();
  await recordEvents(trx, [
    {
      tenantId,
      id,
      type: 'admin_member_invited',
      outcome: 'OK',
      summary: `${actorName} invited ${name} as ${roleName}`,
      actorName,
      memberId,
      subjectEmail: email,
      changes: [{ attribute: 'roles', before: null, after: roleName }],
    },
  ]);
  return id;
}

function invitation({ email, name }: InviteMember, actorName: string, tenantName: string) {
  const text = [
    `Hello ${name},`,
    `${actorName} has made you a member of ${tenantName} on Rollcall.`,
    `Sign in with this address, ${email}, at ${publicOrigin()}/sign-in`,
    'You will be mailed a 6-digit code each time; there is no password.',
  ];
  return { to: email, subject: `You are a member of ${tenantName}`, text: text.join('\n\n') };
}
