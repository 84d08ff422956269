import type { MailOutcome } from '@/lib/mail/send-mail';
import type { ActionResult } from '@/lib/shared/action-result';

/** Someone who was invited, and how they get to know. */
export interface InvitedMember {
  name: string;
  email: string;
  /** They had been a member before. */
  restored: boolean;
  mail: MailOutcome;
  signInUrl: string;
}

/** Fields `email`, `name` and `roleKey`. */
export type InviteMemberAction = (data: FormData) => Promise<ActionResult<InvitedMember>>;

/** Fields `memberId` and `roleKeys`, the latter once per role. */
export type ChangeRolesAction = (data: FormData) => Promise<ActionResult>;

export type RemoveMemberAction = (memberId: string) => Promise<ActionResult>;
